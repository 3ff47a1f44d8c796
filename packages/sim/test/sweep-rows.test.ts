import {
  type ArmData,
  compareMarket,
  comparisonRecord,
  MARKET_ARMS,
  planSweep,
  type RingScenario,
  runArmByDay,
  runFigures,
  type SweepPlan,
  sweepRow,
  sweepRows,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const base = {
  version: 1,
  generator: 'ring_explorer_v1',
  params: {
    n_agents: 20,
    q_total: 800,
    kappa: 3,
    inequality: { concentration: 1 },
    maturity: { days: 4, mu: '0.5' },
  },
  dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  run: { max_days: 20 },
};
const design: SweepPlan['design'] = {
  kind: 'grid',
  axes: [
    { path: 'params.kappa', values: [1, 3] },
    { path: 'dealer.ticket_size', values: [1, 2] },
  ],
};

describe('the rows of a sweep', () => {
  const sweep = planSweep({ base, design, arms: MARKET_ARMS, replicates: 2 });
  const rows = [...sweepRows(sweep)];

  it('are one per run, in the order of the design', () => {
    expect(sweep.arms).toEqual(['control', 'dealers']);
    expect(rows.map(({ index, point, replicate, seed }) => [index, point, replicate, seed])).toEqual([
      [0, 0, 0, 42],
      [1, 0, 1, 43],
      [2, 1, 0, 44],
      [3, 1, 1, 45],
      [4, 2, 0, 46],
      [5, 2, 1, 47],
      [6, 3, 0, 48],
      [7, 3, 1, 49],
    ]);
  });

  it('say of each pair what comparing it alone says', () => {
    for (const { index, comparisons, arms } of rows) {
      const [control, dealers] = sweep.run(index).arms;
      if (control === undefined || dealers === undefined) throw new Error('two arms were planned');
      const alone = compareMarket(dealers.scenario as RingScenario);
      expect(comparisons).toEqual([{ name: 'dealers', comparison: comparisonRecord(alone) }]);
      expect(arms.map(({ name, figures }) => [name, figures['default_rate']])).toEqual([
        ['control', alone.baseline.defaultRate.toFixed()],
        ['dealers', alone.treatment.defaultRate.toFixed()],
      ]);
    }
    expect(rows.some(({ comparisons }) => Number(comparisons[0]?.comparison['liquidity_relief_ratio']) > 0)).toBe(true);
  });

  it('are functions of the plan and their index: in any order, of any part, made anew, the same bytes', () => {
    const texts = rows.map((row) => JSON.stringify(row));
    const again = planSweep(
      JSON.parse(JSON.stringify({ base, design, arms: MARKET_ARMS, replicates: 2 })) as SweepPlan,
    );
    for (const index of [7, 3, 0, 5]) expect(JSON.stringify(sweepRow(again, index))).toBe(texts[index]);
    expect([...sweepRows(again, { from: 2, to: 5 })].map((row) => JSON.stringify(row))).toEqual(texts.slice(2, 5));
    expect(() => sweepRow(again, 8)).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
  });

  it.each(['moneyMarket', 'money_market'])(
    'are those of the data of their arms, also where money is lent: %s',
    (name) => {
      const { dealer: _, ...plain } = base;
      const lent = planSweep({
        base: { ...plain, [name]: { policyRate: '0.05' } },
        design: { kind: 'grid', axes: [] },
      });
      const [data] = lent.data(0);
      const days = runArmByDay(data as ArmData);
      let step = days.next();
      while (step.done !== true) step = days.next();
      expect(data?.moneyDecimals).toBe(12);
      expect(sweepRow(lent, 0).arms).toEqual([{ name: 'run', figures: runFigures(step.value) }]);
    },
  );

  it('compare every arm with the first', () => {
    const arms = [...MARKET_ARMS, { name: 'small tickets', set: [{ path: 'dealer.ticket_size', value: '0.5' }] }];
    const plan = planSweep({ base, design: { kind: 'grid', axes: [] }, arms });
    const { comparisons, arms: figures } = sweepRow(plan, 0);
    expect(figures.map(({ name }) => name)).toEqual(['control', 'dealers', 'small tickets']);
    expect(comparisons.map(({ name }) => name)).toEqual(['dealers', 'small tickets']);
    const rates = new Set(comparisons.map(({ comparison }) => comparison['default_rate_without_dealer']));
    expect(rates).toEqual(new Set([figures[0]?.figures['default_rate']]));
  });

  it('keep points whose fields do not go together, with the reason', () => {
    const axes = [
      { path: 'params.n_agents', values: [6, 4] },
      { path: 'params.liquidity.allocation.agent', values: ['H1', 'H6'] },
    ];
    const apart = {
      ...base,
      params: { ...base.params, liquidity: { allocation: { mode: 'single_at', agent: 'H1' } } },
    };
    const rest = [...sweepRows(planSweep({ base: apart, design: { kind: 'grid', axes } }))];
    expect(rest.map(({ problem }) => problem === null)).toEqual([true, true, true, false]);
    expect(rest[3]).toMatchObject({ index: 3, arms: [], comparisons: [] });
    expect(rest[3]?.problem).toMatch(/H6/);
  });
});

describe('arms of a plan', () => {
  it('need names of their own, readable paths, and fields that no axis varies', () => {
    const arms = [
      { name: '', set: [] },
      { name: 'a', set: [{ path: 'params.kappa', value: 2 }] },
      { name: 'a', set: [{ path: 'run max', value: 2 }] },
    ];
    expect(() => planSweep({ base, design, arms })).toThrow(
      expect.objectContaining({
        code: 'SWEEP_INVALID',
        details: {
          problems: [
            { path: 'arms[0].name', message: 'must not be empty' },
            { path: 'arms[1].set[0].path', message: '"params.kappa" is varied by an axis' },
            { path: 'arms[2].name', message: '"a" is another arm already' },
            { path: 'arms[2].set[0].path', message: 'must name a field such as dealer.enabled, but is "run max"' },
          ],
        },
      }),
    );
    expect(() => planSweep({ base, design, arms: [] })).toThrow(/arms must not be empty/);
  });

  it('are tried beforehand', () => {
    const arms = [{ name: 'odd', set: [{ path: 'dealer.ticket_size', value: -1 }] }];
    expect(() => planSweep({ base, design: { kind: 'grid', axes: [] }, arms })).toThrow(/base\.dealer\.ticket_size/);
  });
});
