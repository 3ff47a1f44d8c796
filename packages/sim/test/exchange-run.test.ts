import { createExchangeRegistry, type ExchangeRegistry } from '@bagehot/exchange';
import { createExchange, type ExchangeEvent, exchangeConfig, type TableEvent } from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';
import {
  compareRegimes,
  compareRegimesByTick,
  compileScenario,
  type ExchangeScenario,
  exchangeEventTables,
  exchangeRecord,
  exchangeRunTables,
  parseScenario,
  regimeComparisonRecord,
  regimeTable,
  runScenario,
  runScenarioByDay,
  SimError,
  simulationRun,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

/** Twenty people, nothing that grows: the setting of the exchange specification, section 16, with half its ticks. */
function market(changes: object = {}, params: object = {}, registry?: ExchangeRegistry): ExchangeScenario {
  return parseScenario(
    {
      version: 1,
      model: 'exchange',
      name: 'a market',
      exchange: {
        N: 15,
        agents: 20,
        initial_inventories: {
          A: { uniform_int: [0, 20] },
          B: { uniform_int: [0, 20] },
          M: { uniform_int: [50, 200] },
        },
        utilities: {
          mix: [
            { type: 'ces', weight: 0.5, params: { rho: 0.5, wA: 0.6, wB: 0.4 } },
            { type: 'linear', weight: 0.5, params: { vA: 1, vB: 1.2 } },
          ],
        },
        params: { exchange_regime: 'mixed', vision_radius: 10, ...params },
        ...changes,
      },
      run: { ticks: 50, seed: 1 },
    },
    'exchange',
    { registry },
  );
}

const FORAGE = { resource_seed: { density: 0.3, amount: 4 } };

describe('a run of an exchange', () => {
  it('is a run of its exchange, with its figures', () => {
    const log = createEventLog<ExchangeEvent>();
    const seen: number[] = [];
    const { scenario, stopped, ticks, metrics, exchange } = runScenario(market(FORAGE), {
      sinks: [log],
      onTick: (tick) => seen.push(tick),
      strict: true,
    });
    expect([stopped, ticks]).toEqual(['horizon', 50]);
    expect(seen).toEqual(Array.from({ length: 50 }, (_, k) => k));
    const alone = createExchange(exchangeConfig(scenario.exchange));
    alone.run(50);
    expect(JSON.stringify(exchange.agents)).toBe(JSON.stringify(alone.agents));

    const trades = log.events.flatMap((event) => (event.kind === 'ExchangeTrade' ? [event.trade] : []));
    expect(metrics.trades).toBe(trades.length);
    expect([...metrics.tradesByPairType.keys()]).toEqual(['A<->B', 'A<->M', 'B<->M']);
    for (const [pair, count] of metrics.tradesByPairType)
      expect(trades.filter(({ pairType }) => pairType === pair)).toHaveLength(count);
    const harvested = { A: 0, B: 0 };
    for (const event of log.events) if (event.kind === 'Harvested') harvested[event.good as 'A' | 'B'] += event.amount;
    expect(Object.fromEntries(metrics.harvested)).toEqual(harvested);
    const ids = new Set(trades.flatMap(({ sellerId, buyerId }) => [sellerId, buyerId]));
    expect(metrics.shareOfTraders).toBe(ids.size / 20);
  });

  it('gains what its trades gain, where nothing grows and λ is 1', () => {
    const { metrics } = runScenario(market());
    expect(metrics.trades).toBeGreaterThan(0);
    expect(metrics.end.total).toBeGreaterThan(metrics.start.total);
    expect(metrics.moneyMetricGain).toBeCloseTo(metrics.end.total - metrics.start.total, 6);
    // Money transfers cancel in the sum.
    expect(metrics.end.goods - metrics.start.goods).toBeCloseTo(metrics.end.total - metrics.start.total, 6);
  });

  it('tells how unequal money is at the end', () => {
    const giniOf = (M: unknown): number | null => {
      const initial_inventories = { A: 5, B: 5, M };
      return runScenario(market({ agents: 4, initial_inventories }, { exchange_regime: 'barter_only' })).metrics
        .giniOfMoney;
    };
    expect(giniOf(7)).toBe(0);
    expect(giniOf(0)).toBeNull();
    expect(giniOf([0, 0, 0, 8])).toBe(0.75);
    expect(giniOf([1, 2, 3, 4])).toBe(0.25);
  });

  it('counts its trades whatever is told', () => {
    const [loud, quiet] = (['debug', 'off'] as const).map((level) => {
      const told: string[] = [];
      const { metrics } = runScenario(market(FORAGE), { level, sinks: [{ emit: ({ kind }) => told.push(kind) }] });
      return { metrics, told: told.length };
    });
    expect(quiet?.metrics).toEqual(loud?.metrics);
    expect([quiet?.told, (loud?.told ?? 0) > 1000]).toEqual([0, true]);
  });

  it('goes one tick per step, ends when it is told to, and goes on from a snapshot', () => {
    const scenario = market(FORAGE);
    expect([...runScenarioByDay(scenario)]).toHaveLength(50);
    const stop = new AbortController();
    const half = runScenario(scenario, {
      signal: stop.signal,
      onTick: (tick) => {
        if (tick === 19) stop.abort();
      },
    });
    expect([half.stopped, half.ticks]).toEqual(['aborted', 20]);
    const rest = runScenario(scenario, { from: half.exchange.snapshot() });
    expect([rest.stopped, rest.ticks]).toEqual(['horizon', 50]);
    expect(JSON.stringify(rest.exchange.agents)).toBe(JSON.stringify(runScenario(scenario).exchange.agents));
  });

  it('blames the scenario for what the exchange refuses', () => {
    const scenario = market();
    const renamed = { ...compileScenario(scenario).exchange, regime: 'bazaar' };
    expect(() => runScenario({ ...compileScenario(scenario), exchange: renamed })).toThrowError(SimError);
    expect(() => runScenario({ ...compileScenario(scenario), exchange: renamed })).toThrowError(
      /exchange\.params\.exchange_regime must be one of barter_only/,
    );
  });

  it('has a record, and tables', () => {
    const rows: unknown[] = [];
    const table = exchangeEventTables(compileScenario(market(FORAGE))).find(({ name }) => name === 'trades');
    const result = runScenario(market(FORAGE), {
      sinks: [{ emit: (event) => rows.push(...(table?.rows(event) ?? [])) }],
    });
    expect(rows).toHaveLength(result.metrics.trades);
    for (const row of rows) expect(row).toHaveLength(table?.columns.length ?? 0);
    expect(exchangeRecord(result)).toMatchObject({ outcome: 'horizon', ticks_run: 50, regime: 'mixed' });
    const names = exchangeEventTables(result.scenario, 'minimal').map(({ name }) => name);
    expect(names).toEqual(['simulation_runs', 'trades', 'tick_states']);
    const [runs] = exchangeEventTables(result.scenario);
    expect(runs?.rows(simulationRun(result))).toHaveLength(1);
    expect(JSON.parse(simulationRun(result).config ?? '')).toMatchObject({ model: 'exchange', exchange: { N: 15 } });
    const [agents] = exchangeRunTables(result);
    expect(agents?.rows).toHaveLength(20);
    for (const row of agents?.rows ?? []) expect(row).toHaveLength(agents?.columns.length ?? 0);
  });
});

describe('pair types registered in code', () => {
  const registry = createExchangeRegistry()
    .pairType({ name: 'B<->A', good: 'B', payment: 'A' })
    .regime({ name: 'backwards', pairs: () => ['B<->A', 'A<->M'], select: 'best' });
  const scenario = market({}, { exchange_regime: 'backwards' }, registry);

  it('have their quotes and trades in the tables of a run', () => {
    const log = createEventLog<TableEvent>();
    const result = runScenario(scenario, { registry, level: 'debug', sinks: [log] });
    const rowsOf = (name: string, column: string, options?: { readonly registry: ExchangeRegistry }): Set<unknown> => {
      const table = exchangeEventTables(result.scenario, 'debug', options).find((each) => each.name === name);
      const at = table?.columns.findIndex((each) => each.name === column) ?? -1;
      return new Set(log.events.flatMap((event) => (table?.rows(event) ?? []).map((row) => row[at])));
    };
    const standard = ['A<->B', 'A<->M', 'B<->M'];
    expect([...rowsOf('agent_quotes', 'pair_type', { registry })]).toEqual([...standard, 'B<->A']);
    expect([...rowsOf('agent_quotes', 'pair_type')]).toEqual(standard);
    expect(rowsOf('trades', 'exchange_pair_type', { registry })).toContain('B<->A');
    const moved = log.of('ExchangeTrade').filter(({ trade }) => trade.pairType === 'B<->A');
    expect([...rowsOf('trades', 'dB', { registry })]).toEqual(
      expect.arrayContaining(moved.map(({ trade }) => trade.dX)),
    );
  });
});

describe('an exchange under several regimes', () => {
  const SEEDS = Array.from({ length: 12 }, (_, k) => k + 1);
  const REGIMES = ['barter_only', 'money_only', 'mixed'];
  const comparison = compareRegimes(market(), REGIMES, SEEDS);

  it('starts alike: each run is that of the scenario with the seed and the regime', () => {
    expect(comparison.runs.map(({ seed, regime }) => [seed, regime])).toEqual(
      SEEDS.flatMap((seed) => REGIMES.map((regime) => [seed, regime])),
    );
    const scenario = market({}, { exchange_regime: 'money_only' });
    const alone = runScenario({ ...scenario, run: { ...scenario.run, seed: 5 } });
    const run = comparison.runs.find(({ seed, regime }) => seed === 5 && regime === 'money_only');
    expect(run?.metrics).toEqual(alone.metrics);
    for (const seed of SEEDS)
      expect(
        new Set(comparison.runs.filter((each) => each.seed === seed).map(({ metrics }) => metrics.start.total)).size,
      ).toBe(1);
  });

  it('hands over everything a run came to', () => {
    const ends: unknown[] = [];
    const { runs } = compareRegimes(market(), ['barter_only', 'mixed'], [3, 1], {
      of: (regime, seed) => ({
        onEnd: ({ scenario, metrics, ticks }) => ends.push([regime, seed, scenario.exchange.regime, metrics, ticks]),
      }),
    });
    expect(ends).toEqual(runs.map(({ regime, seed, metrics }) => [regime, seed, regime, metrics, 50]));
  });

  it('trades what its regime allows, and loses utility in no run', () => {
    const [barter, money, mixed] = comparison.figures;
    expect([...(barter?.tradesByPairType.keys() ?? [])]).toEqual(['A<->B']);
    expect([...(money?.tradesByPairType.keys() ?? [])]).toEqual(['A<->M', 'B<->M']);
    expect([...(mixed?.tradesByPairType.keys() ?? [])]).toEqual(['A<->B', 'A<->M', 'B<->M']);
    for (const { metrics, moneyMetricGain } of comparison.runs) {
      expect(metrics.end.total).toBeGreaterThanOrEqual(metrics.start.total);
      expect(moneyMetricGain).toBeGreaterThanOrEqual(0);
    }
  });

  it('ends higher with money than with barter, on average', () => {
    const pair = comparison.pairs.find(
      ({ regimes: [first, second], figure }) =>
        first === 'barter_only' && second === 'money_only' && figure === 'totalUtility',
    );
    expect(pair?.mean).toBeGreaterThan(0);
    expect(pair?.differences).toHaveLength(12);
    expect((pair?.higher ?? 0) + (pair?.equal ?? 0) + (pair?.lower ?? 0)).toBe(12);
  });

  it('counts every order that came out', () => {
    const total = comparison.orderings.filter(({ figure }) => figure === 'totalUtility');
    expect(total.reduce((sum, { count }) => sum + count, 0)).toBe(12);
    for (const { ordering } of total) expect(ordering.split(/ [<=] /).sort()).toEqual([...REGIMES].sort());
    const moneyless = { A: { uniform_int: [0, 20] }, B: { uniform_int: [0, 20] }, M: 0 };
    const { orderings, pairs } = compareRegimes(market({ initial_inventories: moneyless }), REGIMES, [1, 2]);
    // Without money, mixed is barter; and nothing is traded for money.
    expect(orderings.find(({ figure }) => figure === 'goodsUtility')).toEqual({
      figure: 'goodsUtility',
      ordering: 'money_only < barter_only = mixed',
      count: 2,
    });
    expect(pairs.find(({ regimes: [first, second] }) => first === 'barter_only' && second === 'mixed')).toMatchObject({
      mean: 0,
      higher: 0,
      equal: 2,
      lower: 0,
    });
  });

  it('is left out for seeds that were not run to their end in every regime', () => {
    const stop = new AbortController();
    const steps = compareRegimesByTick(market(), ['barter_only', 'mixed'], [1, 2], { signal: stop.signal });
    let step = steps.next();
    while (step.done !== true) {
      const { seed, regime, tick } = step.value;
      if (seed === 2 && regime === 'mixed' && tick === 10) stop.abort();
      step = steps.next();
    }
    expect(step.value.completed).toBe(false);
    expect(step.value.pairs[0]?.differences).toHaveLength(1);
    expect(step.value.runs.map(({ stopped }) => stopped)).toEqual(['horizon', 'horizon', 'horizon', 'aborted']);
  });

  it('takes different regimes and seeds, and what is registered in code', () => {
    for (const [regimes, seeds] of [
      [['mixed'], [1]],
      [['mixed', 'mixed'], [1]],
      [['mixed', 'money_only'], []],
      [
        ['mixed', 'money_only'],
        [1, 1],
      ],
    ] as const)
      expect(() => compareRegimes(market(), regimes, seeds)).toThrowError(
        expect.objectContaining({ code: 'INVALID_OPTIONS' }) as Error,
      );
    const registry = createExchangeRegistry().regime({ name: 'A_only', pairs: () => ['A<->M'], select: 'first' });
    const { figures } = compareRegimes(market(), ['A_only', 'mixed'], [1], { registry });
    expect([...(figures[0]?.tradesByPairType.keys() ?? [])]).toEqual(['A<->M']);
  });

  it('has a record, and a table', () => {
    const record = regimeComparisonRecord(comparison);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(record['pairs']).toHaveLength(9);
    const { rows, columns } = regimeTable(comparison);
    expect(rows).toHaveLength(36);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});
