import { type Arbitrary, bigInt, oneof } from 'fast-check';
import { type Decimal, type DecimalInput, decimal, decimalPlaces, fromUnits, unitsOf } from '../decimal.js';
import { divRound } from '../div-round.js';
import { badInput } from '../errors.js';

/** Multiples of `step` between two bounds, all counted in 10^-places; none when there is no such multiple. */
function multiples(low: bigint, high: bigint, step: bigint, places: number): Arbitrary<Decimal> | undefined {
  const first = divRound(low, step, 'ceiling');
  const last = divRound(high, step, 'floor');
  return first > last ? undefined : bigInt({ min: first, max: last }).map((count) => fromUnits(count * step, places));
}

/**
 * Decimals on a grid, shrinking towards zero and towards fewer digits.
 *
 * @param range.min - 0 unless given
 * @param range.max - 1,000,000 unless given
 * @param range.quantum - every amount is a multiple of it; 0.01 unless given
 * @throws KernelError `BAD_KERNEL_INPUT` when the range holds no multiple of the quantum
 */
export function amount(
  range: { readonly min?: DecimalInput; readonly max?: DecimalInput; readonly quantum?: DecimalInput } = {},
): Arbitrary<Decimal> {
  const min = decimal(range.min ?? 0);
  const max = decimal(range.max ?? 1_000_000);
  const quantum = decimal(range.quantum ?? '0.01');
  if (!quantum.gt(0)) throw badInput('quantum', quantum, 'greater than 0');
  const places = Math.max(decimalPlaces(min), decimalPlaces(max), decimalPlaces(quantum));
  const low = unitsOf(min, places) as bigint;
  const high = unitsOf(max, places) as bigint;
  const step = unitsOf(quantum, places) as bigint;
  const fine = multiples(low, high, step, places);
  if (fine === undefined) throw badInput('range', `${min}..${max}`, `a range that holds a multiple of ${quantum}`);
  const one = 10n ** BigInt(places);
  const coarse = one % step === 0n ? multiples(low, high, one, places) : undefined;
  return coarse === undefined ? fine : oneof({ withCrossShrink: true }, coarse, fine);
}
