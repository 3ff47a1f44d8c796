import { type Decimal, decimal, quotient, sum } from '@bagehot/kernel';
import { studentTCdf } from './distributions.js';

/** The paired t test of differences: is their mean other than 0? */
export interface PairedT {
  readonly pairs: number;
  /** The mean over its standard error; positive where the mean is. */
  readonly statistic: number;
  /** One less than there are pairs. */
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Cohen's d_z: the mean over the standard deviation of the differences. */
  readonly effectSize: number;
  /** Of the differences, for a sample: with n - 1. */
  readonly standardDeviation: number;
}

/** Enough for a variance of numbers with 20 decimals to fill a `number`. */
const SQUARE_DECIMALS = 80;

/**
 * The paired t test. Sums and squares are exact, so the order of the differences does not matter, nor does their distance from 0.
 *
 * @param differences - one per pair, control less treatment
 * @returns null with fewer than two pairs, or when all differences are the same: there is no spread to measure against
 * @see ring specification, section 12.3
 */
export function pairedT(differences: readonly Decimal[]): PairedT | null {
  const n = decimal(differences.length);
  const total = sum(differences);
  const square = total.times(total);
  // n^2 times the mean square deviation.
  const spread = n.times(sum(differences.map((difference) => difference.times(difference)))).minus(square);
  if (spread.eq(0)) return null;
  const freedom = n.minus(1);
  const sign = total.cmp(0);
  const statistic = sign * root(square.times(freedom), spread);
  const degreesOfFreedom = differences.length - 1;
  return {
    pairs: differences.length,
    statistic,
    degreesOfFreedom,
    pValue: 2 * studentTCdf(-Math.abs(statistic), degreesOfFreedom),
    effectSize: sign * root(square.times(freedom), spread.times(n)),
    standardDeviation: root(spread, n.times(freedom)),
  };
}

/** The square root of a fraction; IEEE 754 fixes the root itself to the last bit. */
function root(numerator: Decimal, denominator: Decimal): number {
  return Math.sqrt(Number(quotient(numerator, denominator, { decimals: SQUARE_DECIMALS }).toFixed()));
}
