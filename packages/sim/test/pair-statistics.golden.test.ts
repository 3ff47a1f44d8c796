import { type Decimal, decimal } from '@bagehot/kernel';
import { type PairOutcome, pairStatistics } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface PairSet {
  readonly id: string;
  readonly pairs: readonly {
    readonly default_rate_without_dealer: string | null;
    readonly default_rate_with_dealer: string | null;
  }[];
  readonly expected: { readonly summary: Readonly<Record<string, string | number | null>> };
}

function outcome(control: string | null, treatment: string | null, params: Record<string, string> = {}): PairOutcome {
  const read = (rate: string | null): Decimal | null => (rate === null ? null : decimal(rate));
  return {
    params,
    seed: 1,
    controlRate: read(control),
    treatmentRate: read(treatment),
    rescues: 0,
    induced: 0,
  };
}

describe('recorded sets of pairs', () => {
  for (const { id, pairs, expected } of goldenCases<PairSet>('ring/comparison.json', 'pair_sets'))
    it(id, () => {
      const statistics = pairStatistics(
        pairs.map((pair) => outcome(pair.default_rate_without_dealer, pair.default_rate_with_dealer)),
        { resamples: 40 },
      );
      expect({
        total_pairs: statistics.totalPairs,
        completed_pairs: statistics.completedPairs,
        mean_without: statistics.meanControlRate?.toFixed() ?? null,
        mean_with: statistics.meanTreatmentRate?.toFixed() ?? null,
        mean_relief_ratio: statistics.meanReliefRatio?.toFixed() ?? null,
        median_relief_ratio: statistics.medianReliefRatio?.toFixed() ?? null,
        undefined_relief: statistics.undefinedRelief,
        improved: statistics.improved,
        unchanged: statistics.unchanged,
        worsened: statistics.worsened,
      }).toEqual(expected.summary);
      expect(statistics.worsenedPairs).toHaveLength(statistics.worsened);
    });
});

interface HeadlinePair {
  readonly kappa: string;
  readonly concentration: string;
  readonly mu: string;
  readonly delta_control: string;
  readonly delta_dealer_sell_only: string;
  readonly delta_dealer_buy_and_sell: string;
}

interface Reported {
  readonly name: string;
  readonly statistics: {
    readonly mean_delta_control: string;
    readonly mean_delta_dealer: string;
    readonly mean_relief_ratio: string;
    readonly median_relief_ratio: string;
    readonly improved: number;
    readonly unchanged: number;
    readonly worsened: number;
    readonly paired_t: string;
    readonly paired_p: string;
    readonly bootstrap95_mean_relief: readonly [string, string];
  };
  readonly mean_relief_by_kappa: Readonly<Record<string, string>>;
  readonly mean_relief_by_concentration: Readonly<Record<string, string>>;
  readonly mean_relief_by_mu: Readonly<Record<string, string>>;
}

/** The analyses whose pairs are recorded, and the column of each. */
const ANALYSES = [
  ['published analysis (sellers only)', 'delta_dealer_sell_only'],
  ['committed data set (sellers and buyers)', 'delta_dealer_buy_and_sell'],
] as const;

describe('the recorded headline', () => {
  const pairs = goldenCases<HeadlinePair>('ring/headline.json', 'pairs');
  const reported = goldenCases<Reported>('ring/headline.json', 'reported');
  for (const [name, column] of pairs.length === 0 ? [] : ANALYSES)
    describe(name, () => {
      const expected = reported.find((one) => one.name === name) as Reported;
      const statistics = pairStatistics(
        pairs.map((pair) => {
          const { kappa, concentration, mu } = pair;
          return outcome(pair.delta_control, pair[column], { kappa, concentration, mu });
        }),
      );

      it('means, median, counts', () => {
        const figures = expected.statistics;
        expect(statistics.meanControlRate?.toFixed(12)).toBe(figures.mean_delta_control);
        expect(statistics.meanTreatmentRate?.toFixed(12)).toBe(figures.mean_delta_dealer);
        expect(statistics.meanReliefRatio?.toFixed(12)).toBe(figures.mean_relief_ratio);
        expect(statistics.medianReliefRatio?.toFixed(12)).toBe(figures.median_relief_ratio);
        const { improved, unchanged, worsened } = statistics;
        expect({ improved, unchanged, worsened }).toEqual({
          improved: figures.improved,
          unchanged: figures.unchanged,
          worsened: figures.worsened,
        });
      });

      it('paired t', () => {
        expect(statistics.pairedT?.degreesOfFreedom).toBe(124);
        expect(statistics.pairedT?.statistic.toFixed(4)).toBe(expected.statistics.paired_t);
        expect(statistics.pairedT?.pValue.toExponential(3)).toBe(expected.statistics.paired_p);
      });

      it('signed rank: all 94 differences are positive', () => {
        expect(statistics.signedRank).toMatchObject({ pairs: 94, statistic: 0, positive: 4465, effectSize: 1 });
        // The recorded p, 3.810e-17, has no continuity correction. This one has: SciPy 1.17.1, wilcoxon(..., correction=True).
        expect((statistics.signedRank?.pValue ?? 0) / 3.871523683202379e-17).toBeCloseTo(1, 9);
      });

      it('bootstrap: within what two seeds may differ by', () => {
        const { lower, upper } = statistics.reliefInterval ?? {};
        const [low, high] = expected.statistics.bootstrap95_mean_relief;
        expect(lower?.minus(low).abs().lt('0.002')).toBe(true);
        expect(upper?.minus(high).abs().lt('0.002')).toBe(true);
      });

      it('relief by level', () => {
        const byName = new Map<string, Readonly<Record<string, string>>>([
          ['kappa', expected.mean_relief_by_kappa],
          ['concentration', expected.mean_relief_by_concentration],
          ['mu', expected.mean_relief_by_mu],
        ]);
        expect(statistics.byParameter.map(({ parameter }) => parameter)).toEqual(['concentration', 'kappa', 'mu']);
        for (const { parameter, levels } of statistics.byParameter)
          expect(
            Object.fromEntries(levels.map(({ level, meanReliefRatio }) => [level, meanReliefRatio?.toFixed(4)])),
          ).toEqual(byName.get(parameter));
      });
    });
});
