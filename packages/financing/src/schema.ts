import { type DecimalInput, isDecimal } from '@bagehot/kernel';
import * as z from 'zod';
import { createAgent, type FinancingAgentInput } from './agent.js';
import { FinancingError, type FinancingProblem } from './errors.js';
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
).superRefine((input, context) => addIssues(context, problemsOf(input), 1));

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

function problemsOf(input: FinancingAgentInput): readonly FinancingProblem[] {
  try {
    createAgent(input);
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
