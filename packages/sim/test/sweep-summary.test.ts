import { decimal } from '@bagehot/kernel';
import {
  createSweepSummary,
  ENGINE_VERSION,
  type PlainRecord,
  pairStatistics,
  planSweep,
  type Sweep,
  type SweepPlan,
  type SweepRow,
  sweepRows,
  tInterval,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { SMALL_PLAN } from './sweep-plans.js';

function summed(sweep: Sweep, rows: Iterable<SweepRow>): PlainRecord {
  const summary = createSweepSummary(sweep);
  for (const row of rows) summary.add(row);
  return summary.record();
}

const list = (record: PlainRecord | undefined, field: string): readonly PlainRecord[] =>
  record?.[field] as readonly PlainRecord[];

const sweep = planSweep(SMALL_PLAN);
const rows = [...sweepRows(sweep)];
const record = summed(sweep, rows);
const [comparison] = list(record, 'comparisons');

/** A row of a pair with given rates, as texts. */
function pairRow(here: Sweep, index: number, control: string, treatment: string): SweepRow {
  const reduction = decimal(control).minus(treatment);
  const relief = Number(control) === 0 ? (Number(treatment) === 0 ? '0' : null) : reduction.div(control).toFixed();
  return {
    ...here.place(index),
    arms: [control, treatment].map((rate, k) => ({
      name: here.arms[k] ?? '',
      figures: { outcome: 'stable', default_rate: rate },
    })),
    comparisons: [
      {
        name: 'dealers',
        comparison: {
          default_rate_without_dealer: control,
          default_rate_with_dealer: treatment,
          delta_reduction: reduction.toFixed(),
          liquidity_relief_ratio: relief,
          rescues: 1,
          induced: 0,
        },
      },
    ],
    problem: null,
  };
}

describe('the summary of a sweep', () => {
  it('counts', () => {
    expect(record).toMatchObject({
      engine_version: ENGINE_VERSION,
      runs: 12,
      points: 6,
      replicates: 2,
      base_seed: 42,
      rows: 12,
      completed: 12,
      failed: 0,
      refused: 0,
      axes: [
        { name: 'kappa', path: 'params.kappa', binned: false },
        { name: 'ticket_size', path: 'dealer.ticket_size', binned: false },
      ],
    });
  });

  it('says of the pairs what their statistics say', () => {
    const statistics = pairStatistics(
      rows.map(({ seed, coordinates, comparisons }) => {
        const figures = comparisons[0]?.comparison ?? {};
        return {
          params: Object.fromEntries(coordinates.map(({ path, value }) => [path, String(value)])),
          seed,
          controlRate: decimal(String(figures['default_rate_without_dealer'])),
          treatmentRate: decimal(String(figures['default_rate_with_dealer'])),
          rescues: Number(figures['rescues']),
          induced: Number(figures['induced']),
        };
      }),
    );
    expect(comparison).toMatchObject({
      baseline: 'control',
      treatment: 'dealers',
      total_pairs: 12,
      completed_pairs: 12,
      mean_control_rate: statistics.meanControlRate?.toFixed(),
      mean_treatment_rate: statistics.meanTreatmentRate?.toFixed(),
      mean_reduction: statistics.meanReduction?.toFixed(),
      mean_relief_ratio: statistics.meanReliefRatio?.toFixed(),
      median_relief_ratio: statistics.medianReliefRatio?.toFixed(),
      improved: statistics.improved,
      unchanged: statistics.unchanged,
      worsened: statistics.worsened,
      undefined_relief: statistics.undefinedRelief,
      paired_t: { t: statistics.pairedT?.statistic, df: 11, p: statistics.pairedT?.pValue },
      signed_rank: { p: statistics.signedRank?.pValue, effect_size: statistics.signedRank?.effectSize },
      relief_interval: { lower: statistics.reliefInterval?.lower.toFixed(), resamples: 10_000 },
      reduction_interval: { upper: statistics.reductionInterval?.upper.toFixed() },
    });
    const levels = statistics.byParameter.find(({ parameter }) => parameter === 'params.kappa')?.levels;
    expect(list(list(comparison, 'by_parameter')[0], 'levels')).toMatchObject(
      (levels ?? []).map(({ level, totalPairs, meanReliefRatio }) => ({
        level,
        total_pairs: totalPairs,
        mean_relief_ratio: meanReliefRatio?.toFixed(),
      })),
    );
  });

  it('does not depend on the order of the rows', () => {
    expect(JSON.stringify(summed(sweep, rows.toReversed()))).toBe(JSON.stringify(record));
  });

  it('reads rows that went through a file', () => {
    const read = rows.map((row) => JSON.parse(JSON.stringify(row)) as SweepRow);
    expect(summed(planSweep(JSON.parse(JSON.stringify(SMALL_PLAN)) as SweepPlan), read)).toEqual(record);
  });

  it('has intervals over replicates: of the mean of each', () => {
    const one: Sweep = planSweep({
      ...SMALL_PLAN,
      design: { kind: 'grid', axes: [{ path: 'params.kappa', values: [1, 2] }] },
      replicates: 3,
    });
    // By replicate: reductions 0.1 and 0.3, 0.2 and 0, -0.1 and 0.
    const rates = [
      ['0.5', '0.4'],
      ['0.4', '0.2'],
      ['0.5', '0.6'],
      ['0.6', '0.3'],
      ['0.2', '0.2'],
      ['0', '0'],
    ] as const;
    const [pairs] = list(
      summed(
        one,
        rates.map(([control, treatment], k) => pairRow(one, k, control, treatment)),
      ),
      'comparisons',
    );
    const means = ['0.2', '0.1', '-0.05'].map((mean) => decimal(mean));
    const interval = tInterval(means);
    expect(pairs).toMatchObject({
      over_replicates: {
        replicates: 3,
        mean_reduction: {
          mean: '0.08333333333333333333',
          standard_deviation: interval?.standardDeviation,
          t_interval: { lower: interval?.lower, upper: interval?.upper },
          bootstrap_interval: { resamples: 10_000 },
        },
        // 0.2 and 0.5, 0.5 and 0, -0.2 and 0.
        mean_relief_ratio: { mean: '0.16666666666666666667' },
        share_improved: { mean: '0.5' },
        share_worsened: { mean: '0.16666666666666666667' },
      },
      worsened_pairs: [{ index: 2, seed: 44, coordinates: { kappa: 1 }, control_rate: '0.5', treatment_rate: '0.6' }],
    });
  });

  it('groups by stress, both bounds in the middle', () => {
    const { replicates: _, ...plan } = SMALL_PLAN;
    const one = planSweep(plan);
    const rates = ['0', '0.09', '0.1', '0.9', '0.91', '1'];
    const [pairs] = list(
      summed(
        one,
        rates.map((rate, k) => pairRow(one, k, rate, rate)),
      ),
      'comparisons',
    );
    expect(list(pairs, 'by_regime').map(({ regime, total_pairs }) => [regime, total_pairs])).toEqual([
      ['low', 2],
      ['medium', 2],
      ['catastrophic', 2],
    ]);
    expect(pairs?.['over_replicates']).toBeNull();
  });

  it('adds strategies up', () => {
    const { replicates: _, ...plan } = SMALL_PLAN;
    const one = planSweep(plan);
    const row = (index: number, count: number, defaulted: number): SweepRow => {
      const { arms, ...rest } = pairRow(one, index, '0.1', '0.1');
      return {
        ...rest,
        arms: arms.map((arm) => ({
          ...arm,
          figures: {
            ...arm.figures,
            strategies: { no_trade: { count, defaulted }, sell_before: { count: 0, defaulted: 0 } },
          },
        })),
      };
    };
    const [control] = list(summed(one, [row(0, 6, 1), row(1, 2, 2)]), 'arms');
    expect(control?.['strategies']).toEqual({
      no_trade: { count: 8, defaulted: 3, default_rate: '0.375' },
      sell_before: { count: 0, defaulted: 0, default_rate: null },
    });
  });

  it('of one arm has its mean default rates by level; a refused point and a failed run have none', () => {
    const one = planSweep({
      base: { version: 1, generator: 'ring_explorer_v1', params: { n_agents: 5, q_total: 500, kappa: 1 } },
      design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['0.5', '10', 2] }] },
      replicates: 2,
    });
    const row = (index: number, rate: string | null, outcome = 'stable'): SweepRow => ({
      ...one.place(index),
      arms: rate === null ? [] : [{ name: 'run', figures: { outcome, default_rate: rate } }],
      comparisons: [],
      problem: rate === null ? 'no' : null,
    });
    const made = [row(0, '0.1'), row(1, '0.2'), row(2, null), row(3, '0.9', 'error'), row(4, '0.3'), row(5, '0.4')];
    expect(summed(one, made)).toMatchObject({
      rows: 6,
      completed: 4,
      failed: 1,
      refused: 1,
      comparisons: [],
      arms: [
        {
          arm: 'run',
          runs: 4,
          mean_default_rate: '0.25',
          outcomes: { error: 1, stable: 4 },
          by_parameter: [
            {
              parameter: 'kappa',
              levels: [
                { level: '0.5', runs: 2, mean_default_rate: '0.15' },
                { level: '2', runs: 2, mean_default_rate: '0.35' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('groups what is sampled by tenths of its range', () => {
    const base = { version: 1, generator: 'ring_explorer_v1', params: { n_agents: 5, q_total: 500, kappa: 1 } };
    const one = planSweep({
      base,
      design: {
        kind: 'latin-hypercube',
        samples: 100,
        axes: [
          { path: 'params.maturity.mu', from: 0, to: 1 },
          { path: 'params.kappa', from: '0.01', to: 100, log: true },
        ],
      },
    });
    const rowsOf = Array.from(
      { length: 100 },
      (_, k): SweepRow => ({
        ...one.place(k),
        arms: [{ name: 'run', figures: { outcome: 'stable', default_rate: '0.5' } }],
        comparisons: [],
        problem: null,
      }),
    );
    const [arm] = list(summed(one, rowsOf), 'arms');
    const [mu, kappa] = list(arm, 'by_parameter');
    // A hypercube has one sample per stratum, hence ten in each tenth.
    expect(list(mu, 'levels').map(({ level, runs }) => [level, runs])).toEqual(
      Array.from({ length: 10 }, (_, k) => [`${k / 10} to ${(k + 1) / 10}`, 10]),
    );
    expect(mu?.['binned']).toBe(true);
    expect(list(kappa, 'levels').map(({ runs }) => runs)).toEqual(Array.from({ length: 10 }, () => 10));
    expect(list(kappa, 'levels')[5]?.['level']).toBe('1 to 2.511886');
    const many = planSweep({
      base,
      design: {
        kind: 'grid',
        axes: [{ path: 'params.q_total', values: Array.from({ length: 201 }, (_, k) => 500 + 10 * k) }],
      },
    });
    expect(summed(many, [])['axes']).toEqual([{ name: 'q_total', path: 'params.q_total', binned: true }]);
  });
});
