import { type Decimal, decimalPlaces, quotient, type RandomSource } from '@bagehot/kernel';
import { fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';

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
const RATIO = { decimals: 20, rounding: 'half-up' } as const;

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
  resamples = 10_000,
): BootstrapInterval | null {
  if (!Number.isSafeInteger(resamples) || resamples < TAIL)
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'resamples', reason: `no whole number of at least ${TAIL}` },
      `resamples must be a whole number of at least ${TAIL}, got ${resamples}`,
    );
  const count = values.length;
  if (count === 0) return null;
  const places = values.reduce((most, value) => Math.max(most, decimalPlaces(value)), 0);
  const units = values.map((value) => unitsOf(value, places) as bigint).sort(ascending);
  const totals = Array.from({ length: resamples }, () => {
    let total = 0n;
    for (let k = 0; k < count; k++) total += units[random.nextInt(0, count - 1)] as bigint;
    return total;
  }).sort(ascending);
  const cut = Math.floor(resamples / TAIL);
  const meanAt = (position: number): Decimal =>
    quotient(fromUnits(totals[position] as bigint, places), fromUnits(BigInt(count), 0), RATIO);
  return { lower: meanAt(cut), upper: meanAt(resamples - 1 - cut), resamples };
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
