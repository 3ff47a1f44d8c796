import { type Decimal, decimalPlaces, type RandomSource } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';
import { ascending, meanOf } from './exact-mean.js';

/** The middle 95 % of the means of resamples. */
export interface BootstrapInterval {
  /** With 20 decimals, half up, as all ratios. */
  readonly lower: Decimal;
  /** With 20 decimals, half up, as all ratios. */
  readonly upper: Decimal;
  readonly resamples: number;
}

/** One in forty is cut off at each end. */
const TAIL = 40;
/** 2^29 values of 24 bits add up to a safe integer. */
const LIMB: bigint = 2n ** 24n;
/** Resamples unless another number is asked for. */
export const DEFAULT_RESAMPLES = 10_000;

/**
 * The 95 % percentile bootstrap interval of a mean: values are drawn with replacement, as many as there are, again and again; a fortieth of the means is cut
 * off at each end. Draws are integers and sums are exact: the same seed gives the same interval everywhere, whatever the order of the values.
 *
 * @param random - is drawn from once per value and resample
 * @param resamples - at least 40, so that there is something to cut off
 * @returns null when there is nothing to average
 * @throws SimError `INVALID_OPTIONS` on another number of resamples
 * @see ring specification, section 12.3
 */
export function bootstrapMean(
  values: readonly Decimal[],
  random: RandomSource,
  resamples: number = DEFAULT_RESAMPLES,
): BootstrapInterval | null {
  requireResamples(resamples);
  const places = values.reduce((most, value) => Math.max(most, decimalPlaces(value)), 0);
  return bootstrapUnits(
    values.map((value) => unitsOf(value, places) as bigint),
    places,
    random,
    resamples,
  );
}

/** The same of values counted in units of 10^-places. */
export function bootstrapUnits(
  values: readonly bigint[],
  places: number,
  random: RandomSource,
  resamples: number,
): BootstrapInterval | null {
  const count = values.length;
  if (count === 0) return null;
  const units = values.toSorted(ascending);
  const least = units[0] as bigint;
  const limbs = limbsOf(units.map((unit) => unit - least));
  const drawn = new Int32Array(count);
  const totals = Array.from({ length: resamples }, () => {
    for (let k = 0; k < count; k++) drawn[k] = random.nextInt(0, count - 1);
    return limbs.reduceRight((total, limb) => total * LIMB + BigInt(sumAt(limb, drawn)), 0n) + BigInt(count) * least;
  }).sort(ascending);
  const cut = Math.floor(resamples / TAIL);
  const meanAt = (position: number): Decimal => meanOf(totals[position] as bigint, count, places) as Decimal;
  return { lower: meanAt(cut), upper: meanAt(resamples - 1 - cut), resamples };
}

/** Values of at least 0 in digits of 24 bits, the lowest first: sums of them are exact as numbers, and far faster than sums of large integers. */
function limbsOf(values: readonly bigint[]): readonly Float64Array[] {
  const limbs: Float64Array[] = [];
  for (let rest = values; rest.some((value) => value > 0n); rest = rest.map((value) => value / LIMB))
    limbs.push(Float64Array.from(rest, (value) => Number(value % LIMB)));
  return limbs;
}

function sumAt(limb: Float64Array, positions: Int32Array): number {
  let total = 0;
  for (let k = 0; k < positions.length; k++) total += limb[positions[k] as number] as number;
  return total;
}

/** @throws SimError `INVALID_OPTIONS` on a number with nothing to cut off at either end */
export function requireResamples(resamples: number): void {
  if (!Number.isSafeInteger(resamples) || resamples < TAIL)
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'resamples', reason: `no whole number of at least ${TAIL}` },
      `resamples must be a whole number of at least ${TAIL}, got ${resamples}`,
    );
}
