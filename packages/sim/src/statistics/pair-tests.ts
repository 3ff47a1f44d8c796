import type { RandomSource } from '@bagehot/kernel';
import { type BootstrapInterval, bootstrapUnits } from './bootstrap.js';
import { type PairUnits, RATE_PLACES } from './pair-units.js';
import { type PairedT, pairedTOfUnits } from './paired-t.js';
import { type SignedRank, signedRankOfUnits } from './signed-rank.js';

/** What can be said about chance. Tests and intervals are null where there is nothing to test. */
export interface PairTests {
  /** Is the mean of control less treatment other than 0? */
  readonly pairedT: PairedT | null;
  /** The same question of ranks. */
  readonly signedRank: SignedRank | null;
  /** 95 % bootstrap interval of the mean relief ratio, over the pairs whose relief is defined. */
  readonly reliefInterval: BootstrapInterval | null;
  /** 95 % bootstrap interval of the mean of control less treatment, over the completed pairs. */
  readonly reductionInterval: BootstrapInterval | null;
}

/** Tests and intervals of completed pairs, whatever their order. */
export function testsOf(
  pairs: readonly PairUnits[],
  random: RandomSource,
  resamples: (values: number) => number,
): PairTests {
  const reductions = pairs.map(({ reduction }) => reduction);
  const ratios = pairs.flatMap(({ ratio }) => ratio ?? []);
  const bootstrap = (values: readonly bigint[], stream: string): BootstrapInterval | null =>
    bootstrapUnits(values, RATE_PLACES, random.stream(stream), resamples(values.length));
  return {
    pairedT: pairedTOfUnits(reductions, RATE_PLACES),
    signedRank: signedRankOfUnits(reductions),
    reliefInterval: bootstrap(ratios, 'relief-ratio'),
    reductionInterval: bootstrap(reductions, 'reduction'),
  };
}
