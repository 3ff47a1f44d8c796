import { type Decimal, decimal } from '@bagehot/kernel';
import { createSweepSummary, MARKET_ARMS, type PlainRecord, planSweep, type SweepRow } from '@bagehot/sim';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const RUNS = { numRuns: 20 };

const sweep = planSweep({
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 5, q_total: 500, kappa: 1 },
    dealer: { enabled: true },
  },
  design: {
    kind: 'grid',
    axes: [
      { path: 'params.kappa', values: ['0.5', '10', '2'] },
      { path: 'dealer.ticket_size', values: [1, 5] },
    ],
  },
  arms: MARKET_ARMS,
  replicates: 2,
});

const rate = fc.integer({ min: 0, max: 20 }).map((units) => decimal(units).times('0.05'));

interface Drawn {
  readonly control: Decimal;
  readonly treatment: Decimal;
  /** Did an arm come to no end? */
  readonly failed: boolean;
}

const drawn = (failures: fc.Arbitrary<boolean>): fc.Arbitrary<readonly Drawn[]> =>
  fc.array(fc.record({ control: rate, treatment: rate, failed: failures }), {
    minLength: sweep.count,
    maxLength: sweep.count,
  });

function rowOf({ control, treatment, failed }: Drawn, index: number): SweepRow {
  const show = (value: Decimal | null): string | null => (failed ? null : (value?.toFixed() ?? null));
  const reduction = control.minus(treatment);
  const ratio = control.eq(0) ? (treatment.eq(0) ? control : null) : reduction.div(control).round(20, 1);
  return {
    ...sweep.place(index),
    arms: [control, treatment].map((value, k) => ({
      name: sweep.arms[k] ?? '',
      figures: { outcome: failed ? 'error' : 'stable', default_rate: value.toFixed() },
    })),
    comparisons: [
      {
        name: 'dealers',
        comparison: {
          default_rate_without_dealer: show(control),
          default_rate_with_dealer: show(treatment),
          delta_reduction: show(reduction),
          liquidity_relief_ratio: show(ratio),
          rescues: 0,
          induced: 0,
        },
      },
    ],
    problem: null,
  };
}

function summed(rows: readonly SweepRow[]): PlainRecord {
  const summary = createSweepSummary(sweep);
  for (const row of rows) summary.add(row);
  return summary.record();
}

const pairsOf = (record: PlainRecord): PlainRecord =>
  (record['comparisons'] as readonly PlainRecord[])[0] as PlainRecord;
const count = (record: PlainRecord, ...fields: readonly string[]): number =>
  fields.reduce((total, field) => total + Number(record[field]), 0);

it('is the same whatever the order of the rows', () => {
  fc.assert(
    fc.property(
      drawn(fc.boolean()).chain((pairs) => {
        const rows = pairs.map(rowOf);
        return fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }));
      }),
      ([rows, shuffled]) => {
        expect(JSON.stringify(summed(shuffled))).toBe(JSON.stringify(summed(rows)));
      },
    ),
    { numRuns: 5 },
  );
});

it('loses no pair: groups add up', () => {
  fc.assert(
    fc.property(drawn(fc.boolean()), (pairs) => {
      const record = summed(pairs.map(rowOf));
      const all = pairsOf(record);
      const completed = pairs.filter(({ failed }) => !failed).length;
      expect([all['total_pairs'], all['completed_pairs']]).toEqual([12, completed]);
      expect([record['completed'], record['failed']]).toEqual([completed, 12 - completed]);
      expect(count(all, 'improved', 'unchanged', 'worsened')).toBe(completed);
      expect(all['worsened_pairs']).toHaveLength(Number(all['worsened']));
      const regimes = all['by_regime'] as readonly PlainRecord[];
      expect(regimes.reduce((total, regime) => total + count(regime, 'total_pairs'), 0)).toBe(completed);
      for (const { levels } of all['by_parameter'] as readonly PlainRecord[])
        for (const field of ['total_pairs', 'completed_pairs', 'improved', 'worsened', 'undefined_relief'])
          expect((levels as readonly PlainRecord[]).reduce((total, level) => total + count(level, field), 0)).toBe(
            all[field],
          );
    }),
    RUNS,
  );
});

it('has the mean of all as the mean over replicates, which are all of one size, inside its intervals', () => {
  fc.assert(
    fc.property(drawn(fc.constant(false)), (pairs) => {
      const all = pairsOf(summed(pairs.map(rowOf)));
      const { mean_reduction: reduction } = all['over_replicates'] as { readonly mean_reduction: PlainRecord };
      const mean = decimal(String(reduction['mean']));
      expect(mean.minus(String(all['mean_reduction'])).abs().lte('2e-20')).toBe(true);
      for (const name of ['t_interval', 'bootstrap_interval']) {
        const { lower, upper } = reduction[name] as {
          readonly lower: number | string;
          readonly upper: number | string;
        };
        expect(Number(lower)).toBeLessThanOrEqual(Number(mean.toFixed()) + 1e-15);
        expect(Number(upper)).toBeGreaterThanOrEqual(Number(mean.toFixed()) - 1e-15);
      }
    }),
    RUNS,
  );
});
