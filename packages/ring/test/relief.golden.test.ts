import { decimal, ONE } from '@bagehot/kernel';
import { reliefOf, summarisePairs } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface PairSet {
  readonly id: string;
  readonly pairs: readonly {
    readonly default_rate_without_dealer: string | null;
    readonly default_rate_with_dealer: string | null;
  }[];
  readonly expected: {
    readonly pairs: readonly { readonly reduction: string | null; readonly liquidity_relief_ratio: string | null }[];
    readonly summary: Readonly<Record<string, string | number | null>>;
  };
}

describe('recorded sets of pairs', () => {
  for (const { id, pairs, expected } of goldenCases<PairSet>('ring/comparison.json', 'pair_sets'))
    it(id, () => {
      const reliefs = pairs.map((pair) => {
        const { default_rate_without_dealer: control, default_rate_with_dealer: treatment } = pair;
        if (control === null || treatment === null) return undefined;
        return reliefOf({ part: decimal(control), whole: ONE }, { part: decimal(treatment), whole: ONE });
      });
      expect(
        reliefs.map((relief) => ({
          reduction: relief?.reduction.toFixed() ?? null,
          liquidity_relief_ratio: relief?.reliefRatio?.toFixed() ?? null,
        })),
      ).toEqual(expected.pairs);
      const summary = summarisePairs(reliefs);
      expect({
        total_pairs: summary.totalPairs,
        completed_pairs: summary.completedPairs,
        mean_without: summary.meanControlRate?.toFixed() ?? null,
        mean_with: summary.meanTreatmentRate?.toFixed() ?? null,
        mean_relief_ratio: summary.meanReliefRatio?.toFixed() ?? null,
        median_relief_ratio: summary.medianReliefRatio?.toFixed() ?? null,
        undefined_relief: summary.undefinedRelief,
        improved: summary.improved,
        unchanged: summary.unchanged,
        worsened: summary.worsened,
      }).toEqual(expected.summary);
    });
});
