import { nearestKey } from './nearest-key.js';
import type { ExchangeParams, ParamsInput } from './params.js';
import type { Problems } from './problems.js';

/** One param: its names, default and rule. */
export interface ParamRule {
  /** In code, such as `visionRadius`. */
  readonly name: string;
  /** In files, such as `vision_radius`. */
  readonly key: string;
  /** Another name in files. */
  readonly alias?: string;
  readonly fallback: unknown;
  /** What it must be, in words. */
  readonly allowed: string;
  /** Whether a value may be given. */
  valid(value: unknown): boolean;
}

/** Params under a common name. */
export interface ParamGroup {
  readonly name: string;
  readonly key: string;
  readonly rules: readonly ParamRule[];
}

/** Which of a param's two names is read. */
export type ParamForm = 'code' | 'file';

const number =
  (holds: (value: number) => boolean) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isFinite(value) && holds(value);
const integer =
  (least: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= least;

function numeric(
  name: string,
  key: string,
  fallback: number,
  allowed: string,
  holds: (value: number) => boolean,
): ParamRule {
  return { name, key, fallback, allowed, valid: number(holds) };
}

function whole(name: string, key: string, fallback: number, least: number, alias?: string): ParamRule {
  const rule = { name, key, fallback, allowed: `a whole number of at least ${least}`, valid: integer(least) };
  return alias === undefined ? rule : { ...rule, alias };
}

function flag(name: string, key: string, fallback: boolean): ParamRule {
  return { name, key, fallback, allowed: 'true or false', valid: (value) => typeof value === 'boolean' };
}

/** The first choice is the default. */
function choice(name: string, key: string, ...choices: readonly string[]): ParamRule {
  return {
    name,
    key,
    fallback: choices[0],
    allowed: `one of ${choices.join(', ')}`,
    valid: (value) => choices.includes(value as string),
  };
}

/** Whether the name is registered is asked where the registry is known. */
function registered(name: string, key: string, fallback: string): ParamRule {
  return { name, key, fallback, allowed: 'a registered name', valid: (value) => typeof value === 'string' };
}

const atLeast0 = (value: number): boolean => value >= 0;
const moreThan0 = (value: number): boolean => value > 0;

/** Every param that is a value of its own. */
export const PARAM_RULES: readonly ParamRule[] = [
  numeric('spread', 'spread', 0, 'a finite number of at least 0', atLeast0),
  whole('visionRadius', 'vision_radius', 5, 0),
  whole('interactionRadius', 'interaction_radius', 1, 0),
  whole('moveBudgetPerTick', 'move_budget_per_tick', 1, 1),
  whole('dAMax', 'dA_max', 5, 1, 'ΔA_max'),
  whole('forageRate', 'forage_rate', 1, 1),
  numeric('epsilon', 'epsilon', 1e-12, 'a finite number above 0', moreThan0),
  // Its default is epsilon, whatever that is.
  numeric('improvementEpsilon', 'improvement_epsilon', Number.NaN, 'a finite number of at least 0', atLeast0),
  numeric('beta', 'beta', 0.95, 'a number above 0, at most 1', (value) => value > 0 && value <= 1),
  whole('resourceGrowthRate', 'resource_growth_rate', 0, 0),
  whole('resourceRegenCooldown', 'resource_regen_cooldown', 5, 0),
  whole('tradeCooldownTicks', 'trade_cooldown_ticks', 5, 0),
  registered('tradeExecutionMode', 'trade_execution_mode', 'minimum'),
  flag('enableResourceClaiming', 'enable_resource_claiming', true),
  flag('enforceSingleHarvester', 'enforce_single_harvester', true),
  whole('resourceMaxAmount', 'resource_max_amount', 5, 1),
  flag('logPreferences', 'log_preferences', false),
  whole('moneyScale', 'money_scale', 1, 1),
  numeric('lambdaMoney', 'lambda_money', 1, 'a finite number above 0', moreThan0),
  numeric('lambdaUpdateRate', 'lambda_update_rate', 0.2, 'a number from 0 to 1', (value) => value >= 0 && value <= 1),
  registered('moneyUtilityForm', 'money_utility_form', 'linear'),
  numeric('M0', 'M_0', 0, 'a finite number of at least 0', atLeast0),
  {
    name: 'earnMoneyEnabled',
    key: 'earn_money_enabled',
    fallback: false,
    allowed: 'false: earning money is not supported',
    valid: (value) => value === false,
  },
  numeric('tieTolerance', 'tie_tolerance', 1e-9, 'a finite number of at least 0', atLeast0),
  choice('pairSelection', 'pair_selection', 'regime', 'first', 'best'),
  registered('partnerScore', 'partner_score', 'quote_overlap'),
];

/** Params under a common name. */
export const PARAM_GROUPS: readonly ParamGroup[] = [
  {
    name: 'lambdaBounds',
    key: 'lambda_bounds',
    rules: [
      numeric('lambdaMin', 'lambda_min', 1e-6, 'a finite number above 0', moreThan0),
      numeric('lambdaMax', 'lambda_max', 1e6, 'a finite number above 0', moreThan0),
    ],
  },
  {
    name: 'lambdaEstimator',
    key: 'lambda_estimator',
    rules: [
      choice('priceBasis', 'price_basis', 'reservation', 'ask'),
      choice('aggregate', 'aggregate', 'median', 'median_lower'),
      choice('combine', 'combine', 'geometric', 'min', 'max'),
      choice('corner', 'corner', 'skip', 'keep'),
    ],
  },
  {
    name: 'liquidityGate',
    key: 'liquidity_gate',
    rules: [
      choice('kind', 'kind', 'depth', 'pairwise'),
      whole('minQuotes', 'min_quotes', 3, 0),
      whole('minCash', 'min_cash', 1, 0),
    ],
  },
];

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads params and notes every problem under `path`; what is left out or wrong has its default.
 *
 * @param form - which names are read, those of code or those of files
 * @see exchange specification, section 13
 */
export function readParams(
  input: ParamsInput | Fields,
  path: string,
  problems: Problems,
  form: ParamForm = 'code',
): ExchangeParams {
  const names = [...PARAM_RULES, ...PARAM_GROUPS];
  const fields: Fields = input;
  refuseOthers(fields, names, path, problems, form);
  const read = new Map<string, unknown>(
    PARAM_RULES.map((rule) => [rule.name, readParam(fields, rule, path, problems, form)]),
  );
  if (Number.isNaN(read.get('improvementEpsilon'))) read.set('improvementEpsilon', read.get('epsilon'));
  for (const group of PARAM_GROUPS) read.set(group.name, readGroup(fields, group, path, problems, form));
  // Every param has a rule and every rule has been read.
  const complete: object = Object.fromEntries(read);
  const params = Object.freeze(complete) as ExchangeParams;
  const { lambdaMin, lambdaMax } = params.lambdaBounds;
  if (lambdaMin >= lambdaMax) {
    const at = form === 'file' ? `${path}.lambda_bounds.lambda_min` : `${path}.lambdaBounds.lambdaMin`;
    problems.add('PARAM_INVALID', at, lambdaMin, `below the upper bound, ${lambdaMax}`);
  }
  return params;
}

function readGroup(fields: Fields, group: ParamGroup, path: string, problems: Problems, form: ParamForm): object {
  const name = form === 'file' ? group.key : group.name;
  const at = `${path}.${name}`;
  const value = Object.hasOwn(fields, name) ? (fields[name] ?? {}) : {};
  const isObject = typeof value === 'object' && !Array.isArray(value);
  if (!isObject) problems.add('PARAM_INVALID', at, value, 'an object');
  const members: Fields = isObject ? (value as Fields) : {};
  refuseOthers(members, group.rules, at, problems, form);
  return Object.freeze(
    Object.fromEntries(group.rules.map((rule) => [rule.name, readParam(members, rule, at, problems, form)])),
  );
}

function readParam(fields: Fields, rule: ParamRule, path: string, problems: Problems, form: ParamForm): unknown {
  const named = form === 'file' ? rule.key : rule.name;
  const name = form === 'file' && !Object.hasOwn(fields, named) && rule.alias !== undefined ? rule.alias : named;
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) return rule.fallback;
  if (rule.valid(value)) return value;
  problems.add('PARAM_INVALID', `${path}.${name}`, value, rule.allowed);
  return rule.fallback;
}

function refuseOthers(
  fields: Fields,
  rules: readonly { readonly name: string; readonly key: string; readonly alias?: string }[],
  path: string,
  problems: Problems,
  form: ParamForm,
): void {
  const known = new Set(
    rules.flatMap(({ name, key, alias }) => (form === 'file' ? [key, ...(alias === undefined ? [] : [alias])] : name)),
  );
  for (const name of Object.keys(fields))
    if (!known.has(name)) {
      const allowed = `one of ${[...known].join(', ')}; the nearest is "${nearestKey(name, [...known])}"`;
      problems.add('UNKNOWN_PARAM', `${path}.${name}`, name, allowed);
    }
}
