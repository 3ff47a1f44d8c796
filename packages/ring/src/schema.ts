import { type DecimalInput, isDecimal } from '@bagehot/kernel';
import * as z from 'zod';
import { checkRingParams } from './generator.js';
import type { LiquidityAllocation, RingDraws, RingParams } from './generator-params.js';

const decimalInput: z.ZodType<DecimalInput, DecimalInput> = z.union([
  z.string(),
  z.number(),
  z.custom<DecimalInput>(isDecimal, 'must be a decimal'),
]);

const liquidity: z.ZodType<LiquidityAllocation, LiquidityAllocation> = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('uniform') }),
  z.strictObject({ mode: z.literal('single_at'), agent: z.string() }),
  z.strictObject({ mode: z.literal('vector'), vector: z.array(decimalInput) }),
]);

const draws: z.ZodType<RingDraws, RingDraws> = z.strictObject({
  weights: z.array(decimalInput),
  adjacentSwaps: z.array(z.number()).optional(),
});

/**
 * Parameters of a ring as data from outside. Unknown fields are refused, and every rule of the generator is checked: an issue's `params.code` is the code of
 * the ring specification, section 4.1, its path the place of the field.
 *
 * @example
 * const params = RingParamsSchema.parse(JSON.parse(text));
 * const world = generateRing(params, random);
 */
export const RingParamsSchema: z.ZodType<RingParams, RingParams> = z
  .strictObject({
    agents: z.number().optional(),
    maturityDays: z.number().optional(),
    kappa: decimalInput,
    kappaConvention: z.enum(['debt_to_liquidity', 'liquidity_to_debt']).optional(),
    totalDebt: decimalInput.optional(),
    totalLiquidity: decimalInput.optional(),
    liquidity: liquidity.optional(),
    concentration: decimalInput.optional(),
    iota: decimalInput.optional(),
    monotonicity: decimalInput.optional(),
    mu: decimalInput.optional(),
    scale: z.number().optional(),
    minAmount: decimalInput.optional(),
    draws: draws.optional(),
  })
  .superRefine((params, context) => {
    for (const { code, path, message } of checkRingParams(params))
      context.addIssue({ code: 'custom', path: segments(path), message, params: { code } });
  });

/** `liquidity.vector[2]` as a list of keys and positions. */
function segments(path: string): PropertyKey[] {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
