import type { BucketId } from '@bagehot/kernel';
import type { ConfigProblem } from './errors.js';

/** A class of remaining days with one dealer and one value-based trader of its own. */
export interface Bucket {
  readonly id: BucketId;
  /** Fewest remaining days, at least 1. */
  readonly minDays: number;
  /** Most remaining days; `null` in the last bucket, which is open. */
  readonly maxDays: number | null;
}

/** Short 1 to 3 days, mid 4 to 8, long from 9 on (dealer specification, section 3.2). */
export const DEFAULT_BUCKETS: readonly [Bucket, ...Bucket[]] = [
  { id: 'short', minDays: 1, maxDays: 3 },
  { id: 'mid', minDays: 4, maxDays: 8 },
  { id: 'long', minDays: 9, maxDays: null },
];

/**
 * The bucket of a ticket with so many days left; `undefined` for fewer than 1.
 *
 * On its maturity day a ticket keeps the label of its last day: ask for `Math.max(remainingDays, 1)`.
 */
export function bucketOf(remainingDays: number, buckets: readonly Bucket[]): Bucket | undefined {
  return buckets.find(
    ({ minDays, maxDays }) => remainingDays >= minDays && (maxDays === null || remainingDays <= maxDays),
  );
}

/**
 * What keeps a list of buckets from partitioning 1, 2, 3, ... days: the first starts at 1, each next one day after its predecessor, the last is open,
 * names differ (dealer specification, section 3.2).
 */
export function bucketProblems(buckets: readonly Bucket[]): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const report = (path: string, message: string): void => {
    problems.push({ code: 'BAD_BUCKETS', path, message });
  };
  if (buckets.length === 0) report('buckets', 'at least one bucket is needed');
  const seen = new Set<BucketId>();
  let expected = 1;
  buckets.forEach(({ id, minDays, maxDays }, index) => {
    const path = `buckets[${index}]`;
    if (typeof id !== 'string' || id === '') report(`${path}.id`, 'must be a non-empty text');
    if (seen.has(id)) report(`${path}.id`, `"${id}" is used twice`);
    seen.add(id);
    if (minDays !== expected)
      report(`${path}.minDays`, `must be ${expected}, so that no remaining day is left out or shared, not ${minDays}`);
    const last = index === buckets.length - 1;
    if (maxDays === null) {
      if (!last) report(`${path}.maxDays`, 'only the last bucket is open');
    } else if (last) {
      report(`${path}.maxDays`, `the last bucket must be open (null), not end at ${maxDays}`);
    } else if (!Number.isInteger(maxDays) || maxDays < minDays) {
      report(`${path}.maxDays`, `must be a whole number of at least ${minDays}, not ${maxDays}`);
    }
    expected = (maxDays ?? minDays) + 1;
  });
  return problems;
}
