import * as z from 'zod';
import { ExchangeError } from './errors.js';
import { PARAM_GROUPS, PARAM_RULES, type ParamRule } from './param-rules.js';
import type { ExchangeScenario } from './scenario/exchange-scenario.js';
import { readExchangeScenario, type ScenarioReadingOptions } from './scenario/scenario-reading.js';

/**
 * Scenarios as data from outside, in the compact or the explicit form. Unknown fields are refused, and every rule of `readExchangeScenario` is checked: an issue's
 * `params.code` is the code of the problem, its path the place of the field.
 *
 * @example
 * const scenario = exchangeScenarioSchema().parse(JSON.parse(text));
 * @see exchange specification, section 13
 */
export function exchangeScenarioSchema(options: ScenarioReadingOptions = {}): z.ZodType<ExchangeScenario, unknown> {
  return z.unknown().transform((data, context) => {
    try {
      return readExchangeScenario(data, options).scenario;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      for (const { code, path, message } of error.details.problems)
        context.addIssue({ code: 'custom', path: segments(path), message, params: { code } });
      return z.NEVER;
    }
  });
}

/** `agents[2].x` as a list of keys and positions; the whole has none. */
function segments(path: string): PropertyKey[] {
  return path === 'scenario'
    ? []
    : path
        .split(/[.[\]]+/)
        .filter((part) => part !== '')
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

const count = (least: number): z.ZodInt => z.int().min(least);
const good = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/);
const utilityParams = z.record(z.string(), z.unknown()).optional().describe('the parameters of the type, by name');

const uniformInt = (least: number): z.ZodType =>
  z
    .strictObject({ uniform_int: z.tuple([count(least), count(least)]) })
    .describe('whole numbers from the first to the second, equally likely');

const agent = z.strictObject({
  id: count(0),
  x: count(0),
  y: count(0),
  inventory: z.record(good, count(0)).optional().describe('by good, M for money in minor units; 0 unless given'),
  utility: z.strictObject({ type: z.string(), params: utilityParams }),
  lambda_money: z.number().optional().describe('that of params unless given'),
  M_0: z.number().optional().describe('that of params unless given'),
});

const resource = z.strictObject({ x: count(0), y: count(0), good, amount: count(1) });

const inventories = z
  .record(z.string(), z.union([z.number(), z.array(z.number()), uniformInt(0)]))
  .describe('by good, M for money, and lambda_money and M_0: for all, for each, or drawn');

const mix = z
  .array(z.strictObject({ type: z.string(), weight: z.number().min(0), params: utilityParams }))
  .describe('tastes; the weights add up to 1');

const seed = z.strictObject({
  density: z.number().min(0).max(1).describe('probability that something grows in a cell'),
  amount: z.union([count(0), uniformInt(1)]).optional(),
});

const schedule = z.strictObject({
  type: z.literal('global_cycle'),
  forage_ticks: count(1),
  trade_ticks: count(1),
  start_mode: z.enum(['forage', 'trade']).optional().describe('forage unless given'),
});

/** The shape of a param; what it may be beside that is said in words. */
function param({ fallback, allowed }: ParamRule): z.ZodType {
  const shape = typeof fallback === 'boolean' ? z.boolean() : typeof fallback === 'string' ? z.string() : z.number();
  const otherwise = Number.isNaN(fallback) ? 'that of epsilon' : String(fallback);
  return shape.optional().describe(`${allowed}; ${otherwise} unless given`);
}

function members(rules: readonly ParamRule[]): Record<string, z.ZodType> {
  return Object.fromEntries(
    rules.flatMap((rule) =>
      [rule.key, ...(rule.alias === undefined ? [] : [rule.alias])].map((key) => [key, param(rule)]),
    ),
  );
}

const params = z.strictObject({
  exchange_regime: z
    .string()
    .optional()
    .describe(
      'barter_only, money_only, mixed, mixed_liquidity_gated, or one registered in code; barter_only unless given',
    ),
  money_mode: z
    .string()
    .optional()
    .describe('quasilinear, kkt_lambda, or one registered in code; quasilinear unless given'),
  ...members(PARAM_RULES),
  ...Object.fromEntries(PARAM_GROUPS.map(({ key, rules }) => [key, z.strictObject(members(rules)).optional()])),
});

const drawn = {
  initial_inventories: inventories.optional(),
  utilities: z.strictObject({ mix }).optional(),
  resource_seed: seed.optional(),
};

/** What people and resources of the compact form are drawn from, as a file may note it. It is about form alone. */
export const ExchangePopulationForm: z.ZodType = z.strictObject({ agents: count(1), ...drawn });

/**
 * The fields of a scenario but for `schema_version` and `name`, in either form, for the JSON Schema of a file that holds a scenario as one of its sections. It is about
 * form alone: `exchangeScenarioSchema` checks the rest.
 */
export const ExchangeSectionForm: z.ZodType = z.strictObject({
  N: count(1).describe('cells from side to side of the grid'),
  goods: z.array(good).min(2).optional().describe('their order breaks ties; A and B unless given'),
  agents: z.union([count(1), z.array(agent).min(1)]).describe('how many, or a list'),
  ...drawn,
  resources: z.array(resource).optional(),
  mode_schedule: schedule.nullable().optional(),
  params: params.optional(),
});
