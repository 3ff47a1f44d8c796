import {
  axisNames,
  type ComparisonRecord,
  MARKET_ARMS,
  planSweep,
  type Sweep,
  type SweepPlan,
  type SweepRow,
  type SweepTable,
  sweepRow,
  sweepRows,
  sweepTables,
} from '@bagehot/sim';
import { runId } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';
import { SMALL_PLAN } from './sweep-plans.js';

type Cells = Readonly<Record<string, unknown>>;

/** The rows of a table as objects; every row has a cell for every column. */
function objects(table: SweepTable, rows: Iterable<SweepRow>): readonly Cells[] {
  return Array.from(rows, (row) => table.rows(row)).flatMap((added) =>
    added.map((cells) => {
      expect(cells).toHaveLength(table.columns.length);
      return Object.fromEntries(table.columns.map(({ name }, k) => [name, cells[k]]));
    }),
  );
}

function comparisonOf(row: SweepRow | undefined): ComparisonRecord {
  return row?.comparisons[0]?.comparison ?? {};
}

const sweep = planSweep(SMALL_PLAN);
const rows = [...sweepRows(sweep)];
const tables = sweepTables(sweep, { runId });

const grid = (base: object, ...paths: readonly string[]): Sweep =>
  planSweep({ base, design: { kind: 'grid', axes: paths.map((path) => ({ path, values: [1, 2] })) } });

describe('names of axes', () => {
  const base = {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 5, q_total: 500, kappa: 1 },
    dealer: { enabled: true },
  };

  it('are short where that is clear', () => {
    const paths = [
      'params.kappa',
      'params.inequality.concentration',
      'params.maturity.mu',
      'params.inequality.monotonicity',
      'dealer.ticket_size',
    ];
    expect(axisNames({ axes: [...paths, 'balanced.outside_mid_ratio'] })).toEqual([
      'kappa',
      'concentration',
      'mu',
      'monotonicity',
      'ticket_size',
      'outside_mid_ratio',
    ]);
    expect(axisNames(grid(base, 'dealer.ticket_size', 'run.max_days'))).toEqual(['ticket_size', 'max_days']);
  });

  it('are whole paths where two end alike, or a column has the name already', () => {
    expect(axisNames({ axes: ['dealer.buckets.short.M', 'dealer.buckets.long.M', 'run.seed'] })).toEqual([
      'dealer.buckets.short.M',
      'dealer.buckets.long.M',
      'run.seed',
    ]);
  });
});

describe('the tables of a sweep', () => {
  it('register every run of every arm', () => {
    const registered = objects(tables.registry, rows);
    expect(registered).toHaveLength(24);
    expect(registered[3]).toMatchObject({ index: 1, point: 0, replicate: 1, seed: 43, arm: 'dealers' });
    for (const [k, { status, outcome, days_run, problem }] of registered.entries()) {
      const figures = rows[Math.floor(k / 2)]?.arms[k % 2]?.figures;
      expect([status, outcome, days_run, problem]).toEqual([
        'completed',
        figures?.['outcome'],
        figures?.['days_run'],
        null,
      ]);
    }
  });

  it('have the figures of a run in columns, with its axes', () => {
    const results = objects(tables.results, rows);
    expect(results).toHaveLength(24);
    const [, dealers] = rows[4]?.arms ?? [];
    const { market, summary } = (dealers?.figures ?? {}) as { market: Cells; summary: Cells };
    expect(results[9]).toMatchObject({
      index: 4,
      kappa: '2',
      ticket_size: '1',
      seed: 46,
      arm: 'dealers',
      default_rate: dealers?.figures['default_rate'],
      delta_total: summary['delta_total'],
      market_trades: market['trades'],
      dealers_profit: (market['dealers'] as Cells)['profit'],
    });
    expect(results[8]).toMatchObject({ arm: 'control', market_trades: null });
  });

  it('leave out no figure that is one value', () => {
    const names = new Set(tables.results.columns.map(({ name }) => name));
    const flat = (record: Cells, prefix: string, suffix: string): readonly string[] =>
      Object.entries(record).flatMap(([name, value]) => {
        if (typeof value !== 'object') return [`${prefix}${name}${suffix}`];
        if (value === null || Array.isArray(value)) return [];
        const inside = { summary: ['', ''], summary_all: ['', '_all'], market: ['market_', ''] }[name] ?? [
          `${name}_`,
          '',
        ];
        return flat(value as Cells, inside[0] as string, inside[1] as string);
      });
    const missing = rows.flatMap(({ arms }) => arms.flatMap(({ figures }) => flat(figures, '', '')));
    expect(missing.length).toBeGreaterThan(500);
    expect(missing.filter((name) => !names.has(name) && name !== 'halt')).toEqual([]);
  });

  it('have every field of a comparison that is one value, and the ids of both runs', () => {
    const pairs = objects(tables.comparison, rows);
    expect(pairs).toHaveLength(12);
    const ids = objects(tables.registry, rows).map(({ run_id }) => run_id);
    for (const [k, pair] of pairs.entries()) {
      const comparison = comparisonOf(rows[k]);
      const scalars = Object.entries(comparison).filter(([, value]) => !Array.isArray(value));
      expect(pair).toMatchObject(Object.fromEntries(scalars));
      expect(pair).toMatchObject({ index: k, baseline: 'control', treatment: 'dealers', status: 'completed' });
      expect([pair['run_id_baseline'], pair['run_id_treatment']]).toEqual(ids.slice(2 * k, 2 * k + 2));
    }
  });

  it('call the rates of passive and active arms by their names', () => {
    const arms = [
      { name: 'passive', set: [{ path: 'dealer.enabled', value: false }] },
      { name: 'active', set: [] },
    ];
    const balanced = planSweep({ ...SMALL_PLAN, arms });
    const [pair] = objects(sweepTables(balanced).comparison, [sweepRow(balanced, 4)]);
    const comparison = comparisonOf(rows[4]);
    expect(pair).toMatchObject({
      delta_passive: comparison['default_rate_without_dealer'],
      delta_active: comparison['default_rate_with_dealer'],
      trading_effect: comparison['delta_reduction'],
      trading_relief: comparison['liquidity_relief_ratio'],
      run_id_baseline: null,
    });
    expect(pair).not.toHaveProperty('default_rate_without_dealer');
  });

  it('show points that could not be run as refused', () => {
    const refusing = planSweep({
      base: { ...SMALL_PLAN.base, params: { q_total: 320, liquidity: { allocation: { mode: 'single_at' } } } },
      design: {
        kind: 'grid',
        axes: [
          { path: 'params.kappa', values: [1] },
          { path: 'params.n_agents', values: [6, 4] },
          { path: 'params.liquidity.allocation.agent', values: ['H1', 'H6'] },
        ],
      },
      arms: MARKET_ARMS,
    });
    const last = [sweepRow(refusing, 3)];
    const { registry, results, comparison } = sweepTables(refusing, { runId });
    expect(objects(registry, last)).toMatchObject([
      { arm: 'control', status: 'refused', outcome: null, days_run: null, problem: expect.stringMatching(/H6/) },
      { arm: 'dealers', status: 'refused' },
    ]);
    expect(objects(results, last)).toEqual([]);
    expect(objects(comparison, last)).toMatchObject([
      {
        n_agents: '4',
        agent: 'H6',
        status: 'refused',
        completed: null,
        run_id_treatment: expect.stringMatching(/^\w{16}$/),
      },
    ]);
  });

  it('have no columns of markets where there is none, and an empty comparison of one arm', () => {
    const plain: SweepPlan = {
      base: { version: 1, generator: 'ring_explorer_v1', params: { n_agents: 5, q_total: 500, kappa: 1 } },
      design: { kind: 'grid', axes: [] },
    };
    const one = planSweep(plain);
    const { results, comparison, frontier } = sweepTables(one);
    expect(results.columns.filter(({ name }) => name.startsWith('market'))).toEqual([]);
    const row = sweepRow(one, 0);
    expect(results.rows(row)).toHaveLength(1);
    expect([comparison.rows(row), frontier.rows(row)]).toEqual([[], []]);
  });
});

describe('run ids', () => {
  const [control, dealers] = sweep.data(0);

  it('depend on what decides a run, however it is written', () => {
    const ids = Array.from({ length: sweep.count }, (_, k) => sweep.data(k).map(runId)).flat();
    expect(new Set(ids).size).toBe(24);
    expect(ids.every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
    const [first] = planSweep({
      ...SMALL_PLAN,
      name: 'otherwise',
      base: {
        ...SMALL_PLAN.base,
        params: { maturity: { mu: '0.5', days: '4' }, kappa: '2', q_total: 320, n_agents: 8 },
      },
      design: { kind: 'grid', axes: [{ path: 'dealer.ticket_size', values: ['1'] }] },
      baseSeed: 46,
    })
      .data(0)
      .map(runId);
    expect(first).toBe(ids[8]);
  });

  it('tell a run beside a market from the same run alone: money is shared in another way', () => {
    expect(control).toMatchObject({
      name: 'control',
      moneyDecimals: 12,
      scenario: { run: { distribution: 'proportional' } },
    });
    const { arms: _, ...alone } = SMALL_PLAN;
    const without = planSweep({ ...alone, base: { ...SMALL_PLAN.base, dealer: { enabled: false } } });
    const [single] = without.data(0);
    expect(single).toMatchObject({ name: 'run', moneyDecimals: 0 });
    if (control === undefined || single === undefined || dealers === undefined) throw new Error('arms were planned');
    expect(runId(single)).not.toBe(runId(control));
    expect(runId({ ...dealers, moneyDecimals: 6 })).not.toBe(runId(dealers));
  });
});
