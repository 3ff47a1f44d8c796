import { type Decimal, decimal, decimalPlaces, sum } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';
import { studentTCdf } from './distributions.js';
import { meanOf } from './exact-mean.js';
import { pairedTOfUnits } from './paired-t.js';

/** A mean, and the 95 % interval that Student's distribution gives it. */
export interface TInterval {
  readonly count: number;
  /** With 20 decimals, half up, as all ratios. */
  readonly mean: Decimal;
  /** Of the values, for a sample: with n - 1. */
  readonly standardDeviation: number;
  readonly lower: number;
  readonly upper: number;
}

const UPPER_TAIL = 0.975;
/** The quantile is looked for up to here, then up to its square, and so on. */
const FIRST_REACH = 2;

/**
 * The 95 % interval of a mean: 0.975 quantile of Student's distribution times the standard error, on either side. Values of no spread have an interval of no width.
 *
 * @returns null with fewer than two values: nothing says how they spread
 */
export function tInterval(values: readonly Decimal[]): TInterval | null {
  const count = values.length;
  if (count < 2) return null;
  const places = values.reduce((most, value) => Math.max(most, decimalPlaces(value)), 0);
  const units = values.map((value) => unitsOf(value, places) as bigint);
  const total = unitsOf(sum(values), places) as bigint;
  const mean = meanOf(total, count, places) ?? decimal(0);
  const standardDeviation = pairedTOfUnits(units, places)?.standardDeviation ?? 0;
  const reach = (studentTQuantile(UPPER_TAIL, count - 1) * standardDeviation) / Math.sqrt(count);
  const middle = Number(mean.toFixed());
  return { count, mean, standardDeviation, lower: middle - reach, upper: middle + reach };
}

/**
 * The value that Student's distribution stays below with probability `p`: the inverse of {@link studentTCdf}, the same on every machine.
 *
 * @param p - between 0 and 1, both excluded
 * @param degreesOfFreedom - a whole number, at least 1
 * @throws SimError `INVALID_OPTIONS` on another probability or other degrees of freedom
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1))
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'p', reason: 'not between 0 and 1' },
      `p must lie between 0 and 1, got ${p}`,
    );
  // The tail keeps its digits on the lower side only.
  const tail = Math.min(p, 1 - p);
  const sign = p < 0.5 ? -1 : 1;
  const tailAt = (t: number): number => studentTCdf(-t, degreesOfFreedom);
  if (tailAt(0) <= tail) return 0;
  let low = 0;
  let high = FIRST_REACH;
  while (tailAt(high) > tail) [low, high] = [high, high * high];
  // Halved until no number lies between.
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return sign * high;
    if (tailAt(middle) > tail) low = middle;
    else high = middle;
  }
}
