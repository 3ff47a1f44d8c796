import { type Decimal, decimalPlaces, quotient } from '@bagehot/kernel';
import { fromUnits, unitsOf } from '@bagehot/kernel/quanta';
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
  const places = differences.reduce((most, difference) => Math.max(most, decimalPlaces(difference)), 0);
  return pairedTOfUnits(
    differences.map((difference) => unitsOf(difference, places) as bigint),
    places,
  );
}

/** The same of differences counted in units of 10^-places. */
export function pairedTOfUnits(differences: readonly bigint[], places: number): PairedT | null {
  const pairs = differences.length;
  const n = BigInt(pairs);
  let total = 0n;
  let squares = 0n;
  for (const difference of differences) {
    total += difference;
    squares += difference * difference;
  }
  const square = total * total;
  // n^2 times the mean square deviation.
  const spread = n * squares - square;
  if (spread === 0n) return null;
  const freedom = n - 1n;
  const sign = total < 0n ? -1 : total > 0n ? 1 : 0;
  const statistic = sign * root(square * freedom, spread);
  return {
    pairs,
    statistic,
    degreesOfFreedom: pairs - 1,
    pValue: 2 * studentTCdf(-Math.abs(statistic), pairs - 1),
    effectSize: sign * root(square * freedom, spread * n),
    standardDeviation: root(spread, n * freedom * 10n ** BigInt(2 * places)),
  };
}

/** The square root of a fraction; IEEE 754 fixes the root itself to the last bit. */
function root(numerator: bigint, denominator: bigint): number {
  return Math.sqrt(
    Number(quotient(fromUnits(numerator, 0), fromUnits(denominator, 0), { decimals: SQUARE_DECIMALS }).toFixed()),
  );
}
