import {
  createSweepSummary,
  type FrontierDesign,
  MARKET_ARMS,
  type PlainRecord,
  parseScenario,
  planSweep,
  runScenario,
  type SweepPlan,
  sweepRow,
  sweepRows,
  sweepTables,
} from '@bagehot/sim';
import { runId } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';

const base = {
  version: 1,
  generator: 'ring_explorer_v1',
  params: { n_agents: 8, q_total: 800, kappa: 1, maturity: { days: 4 } },
  dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
};
const design: FrontierDesign = {
  kind: 'frontier',
  path: 'params.kappa',
  tolerance: '0.1',
  iterations: 4,
  axes: [{ path: 'params.maturity.mu', values: ['0', '0.5'] }],
};
const plan: SweepPlan = { base, design, arms: MARKET_ARMS, replicates: 2 };
const sweep = planSweep(plan);
const rows = [...sweepRows(sweep)];

describe('a frontier', () => {
  it('has a search per cell, replicate and arm, all of its runs with one seed', () => {
    expect([sweep.count, sweep.points, sweep.axes]).toEqual([4, 2, ['params.maturity.mu']]);
    expect(rows.map(({ seed, coordinates }) => [seed, coordinates[0]?.value])).toEqual([
      [42, '0'],
      [43, '0'],
      [44, '0.5'],
      [45, '0.5'],
    ]);
    for (const { arms, comparisons, problem } of rows) {
      expect(arms.map(({ name, frontier }) => [name, frontier?.steps[0]?.value])).toEqual([
        ['control', '0.1'],
        ['dealers', '0.1'],
      ]);
      expect([comparisons, problem]).toEqual([[], null]);
    }
  });

  it('says of each end what running it alone says', () => {
    for (const { index, arms } of rows)
      for (const [k, { frontier, figures }] of arms.entries()) {
        if (frontier === undefined) throw new Error('a search was planned');
        for (const { value, rate } of frontier.steps) {
          const data = sweep.data(index, value)[k];
          if (data === undefined) throw new Error('two arms were planned');
          const { moneyDecimals } = data;
          const { metrics } = runScenario(parseScenario(data.scenario), { moneyDecimals });
          expect(metrics.defaultRate.toFixed()).toBe(rate);
          if (value === frontier.safe) expect(figures['default_rate']).toBe(rate);
        }
        const { safe, unsafe, steps } = frontier;
        const rateAt = (end: string | null): number => Number(steps.find(({ value }) => value === end)?.rate);
        if (safe !== null) expect(rateAt(safe)).toBeLessThanOrEqual(0.1);
        if (unsafe !== null) expect(rateAt(unsafe)).toBeGreaterThan(0.1);
      }
  });

  it('fills a table, and the summary', () => {
    const { frontier, comparison, registry } = sweepTables(sweep, { runId });
    const names = frontier.columns.map(({ name }) => name);
    const cells = rows.flatMap((row) => frontier.rows(row));
    expect(cells).toHaveLength(8);
    const record = Object.fromEntries(names.map((name, k) => [name, cells[5]?.[k]]));
    const search = rows[2]?.arms[1];
    expect(record).toMatchObject({
      index: 2,
      mu: '0.5',
      seed: 44,
      arm: 'dealers',
      path: 'params.kappa',
      feasible: search?.frontier?.feasible,
      safe: search?.frontier?.safe,
      unsafe: search?.frontier?.unsafe,
      tries: search?.frontier?.steps.length,
      default_rate: search?.figures['default_rate'],
    });
    expect(rows.flatMap((row) => comparison.rows(row))).toEqual([]);
    const end = sweep.data(2, search?.frontier?.safe ?? search?.frontier?.unsafe)[1];
    expect(record['run_id']).toBe(end === undefined ? '' : runId(end));
    expect(rows[2] === undefined ? '' : registry.rows(rows[2])[1]?.[0]).toBe(record['run_id']);

    const summary = createSweepSummary(sweep);
    for (const row of rows) summary.add(row);
    const { arms, frontier: searches } = summary.record();
    expect(arms).toEqual([]);
    const safe = rows.flatMap((row) => row.arms[0]?.frontier?.safe ?? []).map(Number);
    expect((searches as readonly PlainRecord[])[0]).toMatchObject({
      arm: 'control',
      cells: 4,
      feasible: safe.length,
      least_safe: String(Math.min(...safe)),
      most_safe: String(Math.max(...safe)),
    });
  });

  it('has defaults, and refuses a search that cannot be made', () => {
    const { kind, path, axes } = design;
    expect(planSweep({ base, design: { kind, path, axes } }).search(0)).toEqual({
      path: 'params.kappa',
      low: '0.1',
      high: 4,
      tolerance: '0.02',
      iterations: 6,
    });
    const wrong: SweepPlan = {
      base,
      design: {
        ...design,
        path: 'params.maturity.mu',
        low: 0,
        high: -1,
        tolerance: 1,
        iterations: -1,
        axes: [...design.axes, { path: 'params.q_total', values: [] }],
      },
    };
    expect(() => planSweep(wrong)).toThrow(
      expect.objectContaining({
        code: 'SWEEP_INVALID',
        details: {
          problems: [
            { path: 'design.path', message: '"params.maturity.mu" has an axis already' },
            { path: 'design.iterations', message: 'must be a whole number of at least 0, but is -1' },
            { path: 'design.low', message: 'must be greater than 0, but is 0' },
            { path: 'design.high', message: 'must be greater than 0, but is -1' },
            { path: 'design.tolerance', message: 'must be at least 0 and less than 1, but is 1' },
            { path: 'design.axes[1].values', message: 'must not be empty' },
          ],
        },
      }),
    );
    expect(() => planSweep({ base, design: { ...design, path: 'params.kapa' } })).toThrow(/base\.params\.kapa/);
    expect(() => planSweep({ base, design, arms: [{ name: 'a', set: [{ path: 'params.kappa', value: 1 }] }] })).toThrow(
      /varied by an axis/,
    );
  });
});

describe('the mean of the safe values', () => {
  it('has all their digits, however many there are', () => {
    const sweep = planSweep({ base, design });
    const summary = createSweepSummary(sweep);
    const row = sweepRow(sweep, 0);
    const frontier = { feasible: true, safe: `0.1${'0'.repeat(40)}1`, unsafe: null, steps: [] };
    summary.add({ ...row, arms: row.arms.map((arm) => ({ ...arm, frontier })) });
    expect(summary.record()).toMatchObject({ frontier: [{ mean_safe: '0.1', least_safe: frontier.safe, open: 1 }] });
  });
});

describe('joined designs', () => {
  const mu = { path: 'params.maturity.mu', values: ['0', '1'] };
  const kappa = { path: 'params.kappa', from: 1, to: 2 };
  const joined = planSweep({
    base,
    design: {
      kind: 'joined',
      designs: [
        { kind: 'grid', axes: [mu] },
        { kind: 'latin-hypercube', samples: 3, axes: [kappa] },
        { kind: 'joined', designs: [{ kind: 'latin-hypercube', samples: 3, axes: [kappa] }, design] },
      ],
    },
    replicates: 2,
  });

  it('have the points of all of them, one after the other', () => {
    expect([joined.count, joined.points, joined.axes]).toEqual([20, 10, ['params.maturity.mu', 'params.kappa']]);
    const places = Array.from({ length: joined.count }, (_, k) => joined.place(k));
    expect(places.map(({ point, replicate, seed }) => [point, replicate, seed])).toEqual(
      Array.from({ length: 20 }, (_, k) => [k >> 1, k % 2, 42 + k]),
    );
    expect(places.map(({ coordinates }) => coordinates.map(({ path }) => path).join())).toEqual([
      ...Array.from({ length: 4 }, () => 'params.maturity.mu'),
      ...Array.from({ length: 12 }, () => 'params.kappa'),
      ...Array.from({ length: 4 }, () => 'params.maturity.mu'),
    ]);
    expect([0, 15, 16, 19].map((k) => joined.search(k)?.path)).toEqual([
      undefined,
      undefined,
      'params.kappa',
      'params.kappa',
    ]);
  });

  it('draw the first hypercube as it is drawn alone, and the second anew', () => {
    const alone = planSweep({ base, design: { kind: 'latin-hypercube', samples: 3, axes: [kappa] } });
    const values = (sweepOf: typeof alone, from: number, step: number): readonly unknown[] =>
      [0, 1, 2].map((k) => sweepOf.place(from + k * step).coordinates[0]?.value);
    expect(values(joined, 4, 2)).toEqual(values(alone, 0, 1));
    expect(values(joined, 10, 2)).not.toEqual(values(alone, 0, 1));
  });

  it('leave the columns of what they do not vary empty', () => {
    const { results } = sweepTables(joined);
    const at = (name: string): number => results.columns.findIndex((column) => column.name === name);
    const cells = [0, 4].map((k) => results.rows(sweepRow(joined, k))[0]);
    expect(cells.map((row) => [row?.[at('mu')], row?.[at('kappa')]])).toEqual([
      ['0', null],
      [null, joined.place(4).coordinates[0]?.value],
    ]);
  });

  it('say where they are wrong', () => {
    const designs = [
      { kind: 'grid' as const, axes: [mu] },
      { kind: 'grid' as const, axes: [{ path: 'params.maturity.mu', values: ['0', '2'] }] },
    ];
    expect(() => planSweep({ base, design: { kind: 'joined', designs } })).toThrow(
      expect.objectContaining({
        details: { problems: [{ path: 'design.designs[1].axes[0]', message: expect.stringMatching(/at "2"/) }] },
      }),
    );
    expect(() => planSweep({ base, design: { kind: 'joined', designs: [] } })).toThrow(
      /design\.designs must not be empty/,
    );
  });
});
