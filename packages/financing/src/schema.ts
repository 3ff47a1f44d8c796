import { type DecimalInput, isDecimal } from '@bagehot/kernel';
import * as z from 'zod';
import { createAgent, type FinancingAgentInput } from './agent.js';
import type { FinancingConfig, SpatialAgentInput } from './economy-config.js';
import { readEconomy } from './economy-world.js';
import { FinancingError, type FinancingProblem } from './errors.js';
import type { FinancingModes } from './modes.js';
import { checkPopulationParams, type NumberRange, type PopulationParams } from './population-params.js';

const decimalInput: z.ZodType<DecimalInput, DecimalInput> = z.union([
  z.string(),
  z.number(),
  z.custom<DecimalInput>(isDecimal, 'must be a decimal'),
]);

/** A financing mode by its name. */
export const ModeNameSchema: z.ZodType<string, string> = z.string().min(1);

const agent = z.strictObject({
  id: z.number(),
  alpha: z.array(decimalInput),
  home: z.array(decimalInput),
  personal: z.array(decimalInput),
  tripDistance: decimalInput.optional(),
});

/**
 * An agent as data from outside. Unknown fields are refused, and every rule of `createAgent` is checked for quantities of 12 decimals: an issue's
 * `params.code` is the code of the financing specification, section 13, its path the place of the field.
 *
 * @example
 * const baker = createAgent(FinancingAgentSchema.parse(JSON.parse(text)));
 */
export const FinancingAgentSchema: z.ZodType<FinancingAgentInput, FinancingAgentInput> = (
  agent as z.ZodType<FinancingAgentInput, FinancingAgentInput>
).superRefine((input, context) =>
  addIssues(
    context,
    refusedBy(() => createAgent(input)),
    1,
  ),
);

const range: z.ZodType<NumberRange, NumberRange> = z.strictObject({
  min: decimalInput.optional(),
  max: decimalInput,
  decimals: z.number().optional(),
});

const grid = z.strictObject({
  width: z.number(),
  height: z.number(),
  marketWidth: z.number().optional(),
  marketHeight: z.number().optional(),
  obstacles: z.array(z.tuple([z.number(), z.number()])).optional(),
});

/**
 * Parameters of a random population as data from outside. Unknown fields are refused, and every rule of `generatePopulation` is checked: an issue's
 * `params.code` is the code of the financing specification, section 13, its path the place of the field.
 *
 * @example
 * const agents = generatePopulation(PopulationParamsSchema.parse(JSON.parse(text)), createRandom(42));
 */
export const PopulationParamsSchema: z.ZodType<PopulationParams, PopulationParams> = z
  .strictObject({
    agents: z.number(),
    goods: z.number(),
    grid,
    stocks: z.union([range, z.array(range)]).optional(),
    ownership: decimalInput.optional(),
    weights: z.strictObject({ minimum: decimalInput.optional(), decimals: z.number().optional() }).optional(),
    carried: decimalInput.optional(),
    homes: z.enum(['outside_market', 'anywhere']).optional(),
    loadFraction: range.optional(),
    quantityScale: z.number().optional(),
  })
  .superRefine((params, context) => addIssues(context, checkPopulationParams(params)));

const spatialAgent: z.ZodType<SpatialAgentInput, SpatialAgentInput> = z.strictObject({
  id: z.number(),
  alpha: z.array(decimalInput),
  home: z.array(decimalInput),
  personal: z.array(decimalInput),
  homePosition: z.tuple([z.number(), z.number()]),
  loadFraction: decimalInput.exactOptional(),
});

/** A configuration that is data: what is code (solvers, settlements, movement policies) is given to the economy beside it. */
export type FinancingConfigData = Omit<FinancingConfig, 'modes' | 'solver' | 'settlement' | 'movement'> & {
  readonly movement?: 'greedy' | 'nearest' | 'astar';
};

const config: z.ZodType<FinancingConfigData, FinancingConfigData> = z.strictObject({
  mode: z.string(),
  agents: z.array(spatialAgent),
  grid,
  goods: z.array(z.string()).exactOptional(),
  loadFraction: decimalInput.exactOptional(),
  movement: z.enum(['greedy', 'nearest', 'astar']).exactOptional(),
  departure: z.enum(['synchronised', 'immediate', 'never']).exactOptional(),
  maxRounds: z.number().exactOptional(),
  maxStaleRounds: z.number().exactOptional(),
  clearedRounds: z.number().exactOptional(),
  travelCost: decimalInput.optional(),
  missingGoods: z.enum(['skip', 'restrict']).optional(),
  priceDigits: z.number().optional(),
  quantityScale: z.number().optional(),
  stages: z.number().optional(),
  maxPasses: z.number().optional(),
  capacity: z.array(decimalInput.nullable()).nullable().optional(),
});

/**
 * Configurations of a spatial economy as data from outside. Unknown fields are refused, and every rule of `createSpatialEconomy` is checked: an issue's
 * `params.code` is the code of the financing specification, section 13, its path the place of the field.
 *
 * @param modes - those a configuration may name; the built-in ones unless given
 * @example
 * const economy = createSpatialEconomy(financingConfigSchema().parse(JSON.parse(text)));
 */
export function financingConfigSchema(modes?: FinancingModes): z.ZodType<FinancingConfigData, FinancingConfigData> {
  return config.superRefine((input, context) =>
    addIssues(
      context,
      refusedBy(() => readEconomy({ ...input, modes }, {})),
    ),
  );
}

function refusedBy(body: () => void): readonly FinancingProblem[] {
  try {
    body();
    return [];
  } catch (error) {
    if (error instanceof FinancingError) return error.details.problems;
    throw error;
  }
}

/** @param skip - leading parts of the paths that stand for the input as a whole */
function addIssues(context: z.RefinementCtx, problems: readonly FinancingProblem[], skip = 0): void {
  for (const { code, path, message } of problems)
    context.addIssue({ code: 'custom', path: segments(path).slice(skip), message, params: { code } });
}

/** `home[2]` as a list of keys and positions. */
function segments(path: string): PropertyKey[] {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
