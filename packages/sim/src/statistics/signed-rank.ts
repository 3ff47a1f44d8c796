import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { normalCdf } from './distributions.js';
import { ascending } from './exact-mean.js';

/** Wilcoxon's signed rank test: do differences of one sign outrank those of the other? */
export interface SignedRank {
  /** Differences other than 0; the others are left out. */
  readonly pairs: number;
  /** The smaller of the two sums of ranks, Wilcoxon's W. */
  readonly statistic: number;
  /** Ranks of the positive differences, added up. */
  readonly positive: number;
  /** Ranks of the negative differences, added up. */
  readonly negative: number;
  /** Two-sided. */
  readonly pValue: number;
  /** `exact`: counted over all choices of signs; `normal`: approximated, corrected for ties and for continuity. */
  readonly method: 'exact' | 'normal';
  /** Rank-biserial correlation: the difference of the two sums of ranks over their total, from -1 (all negative) to 1 (all positive). */
  readonly effectSize: number;
}

/** Up to here the signs are counted: 2^50 choices are still exact as a `number`. */
const MOST_COUNTED = 50;

/**
 * Wilcoxon's signed rank test. Ties share the mean of their ranks; what is a tie is decided by exact decimals.
 *
 * @param differences - one per pair, control less treatment; zeros are left out
 * @returns null when every difference is 0
 * @see ring specification, section 12.3
 */
export function signedRank(differences: readonly Decimal[]): SignedRank | null {
  const places = differences.reduce((most, difference) => Math.max(most, decimalPlaces(difference)), 0);
  return signedRankOfUnits(differences.map((difference) => unitsOf(difference, places) as bigint));
}

/** The same of differences counted in any one unit. */
export function signedRankOfUnits(differences: readonly bigint[]): SignedRank | null {
  const sizes = differences
    .filter((difference) => difference !== 0n)
    .map((difference) => ({ size: difference < 0n ? -difference : difference, up: difference > 0n }))
    .sort((a, b) => ascending(a.size, b.size));
  if (sizes.length === 0) return null;
  const n = sizes.length;
  let positive = 0;
  let excess = 0; // t^3 - t for every group of t ties
  for (let start = 0, end = 0; start < n; start = end) {
    const size = sizes[start]?.size;
    let ups = 0;
    for (; end < n && sizes[end]?.size === size; end++) if (sizes[end]?.up) ups++;
    positive += (ups * (start + 1 + end)) / 2;
    const ties = end - start;
    excess += ties * ties * ties - ties;
  }
  const total = (n * (n + 1)) / 2;
  const negative = total - positive;
  const statistic = Math.min(positive, negative);
  const method = excess === 0 && n <= MOST_COUNTED ? 'exact' : 'normal';
  return {
    pairs: n,
    statistic,
    positive,
    negative,
    pValue: method === 'exact' ? counted(statistic, n) : approximated(statistic, n, excess),
    method,
    effectSize: (positive - negative) / total,
  };
}

/** Twice the share of the 2^n choices of signs whose sum of ranks is at most `statistic`. */
function counted(statistic: number, n: number): number {
  const ways = new Array<number>(statistic + 1).fill(0);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++)
    for (let rest = statistic; rest >= rank; rest--) ways[rest] = (ways[rest] ?? 0) + (ways[rest - rank] ?? 0);
  const below = ways.reduce((total, count) => total + count, 0);
  return Math.min(1, (2 * below) / 2 ** n);
}

function approximated(statistic: number, n: number, excess: number): number {
  const distance = (n * (n + 1)) / 4 - statistic;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - excess / 48;
  // Half a step towards the mean, for a distribution that moves in steps; nothing is left of a distance of 0.
  return 2 * normalCdf(-Math.max(0, distance - 0.5) / Math.sqrt(variance));
}
