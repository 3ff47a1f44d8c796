import type { ExchangeConfig, ExchangeTableOptions, TableEvent } from '@bagehot/exchange/spatial';
import { createExchange, exchangeTables } from '@bagehot/exchange/spatial';
import { createEventLog, type TableSpec } from '@bagehot/kernel';
import { expect, it } from 'vitest';

type Cells = Readonly<Record<string, unknown>>;

/** The columns asked for by name. */
type Column =
  | 'agent_i'
  | 'agent_id'
  | 'agent_j'
  | 'ask'
  | 'ask_A_in_M'
  | 'barter_open'
  | 'bid'
  | 'bid_B_in_M'
  | 'buyer_id'
  | 'buyer_lambda'
  | 'buyer_surplus'
  | 'dX'
  | 'direction'
  | 'event'
  | 'exchange_pair_type'
  | 'inventory_M'
  | 'is_paired'
  | 'lambda_money'
  | 'lambda_new'
  | 'lambda_old'
  | 'liquidity_depth'
  | 'money_scale'
  | 'pair_type'
  | 'perceived_price_A'
  | 'price'
  | 'rank'
  | 'reason'
  | 'result'
  | 'scenario_name'
  | 'seller_id'
  | 'seller_surplus'
  | 'surplus_i'
  | 'surplus_j'
  | 'target_type'
  | 'tick'
  | 'total_ticks'
  | 'total_utility'
  | 'utility'
  | 'x'
  | 'y';

/** A row by column. */
type Row = { readonly [K in Column]?: unknown } & Readonly<Record<`d${string}`, unknown>>;

const TICKS = 12;

/** Eight who have a lot of one good and little of the others, among cells of all goods. */
function crowd(goods: readonly string[], rules: Cells): ExchangeConfig {
  const agents = Array.from({ length: 8 }, (_, k) => ({
    id: 3 * k + 1,
    x: k % 4,
    y: k >> 2,
    inventory: {
      ...Object.fromEntries(goods.map((good, g) => [good, (k + g) % goods.length === 0 ? 12 : k % 3])),
      M: 40 + 7 * k,
    },
    utility: {
      type: 'ces',
      params: { rho: 0.5, ...Object.fromEntries(goods.map((good, g) => [`w${good}`, 0.3 + 0.1 * g])) },
    },
    lambdaMoney: 1 + k / 10,
  }));
  const resources = goods.map((good, g) => ({ x: 4, y: g, good, amount: 5 }));
  return { side: 6, rules: { goods, ...rules }, agents, resources };
}

/** What the tables hold after a run, as records by column. */
function filled(
  config: ExchangeConfig,
  options: ExchangeTableOptions = {},
  ticks = TICKS,
): ReadonlyMap<string, readonly Row[]> {
  const log = createEventLog<TableEvent>();
  const exchange = createExchange(config, { events: log, level: options.level ?? 'standard' });
  exchange.run(ticks);
  log.emit({
    kind: 'SimulationRun',
    day: ticks,
    scenarioName: 'crowd',
    startTime: null,
    endTime: null,
    totalTicks: ticks,
    agents: exchange.agents.length,
    width: 6,
    height: 6,
    config: null,
    seed: null,
    regime: 'mixed',
    moneyMode: 'quasilinear',
    moneyScale: 1,
  });
  return new Map(exchangeTables(options).map((table) => [table.name, records(table, log.events)]));
}

function records({ columns, rows }: TableSpec<TableEvent>, events: readonly TableEvent[]): readonly Row[] {
  return events.flatMap((event) =>
    rows(event).map((cells) => {
      expect(cells.length).toBe(columns.length);
      for (const [k, { name, nullable }] of columns.entries())
        if (nullable !== true) expect(cells[k], name).not.toBeNull();
      return Object.fromEntries(columns.map(({ name }, k) => [name, cells[k]])) as Row;
    }),
  );
}

function table(tables: ReadonlyMap<string, readonly Row[]>, name: string): readonly Row[] {
  const rows = tables.get(name) ?? [];
  expect(rows.length, name).toBeGreaterThan(0);
  return rows;
}

const total = (rows: readonly Row[], column: keyof Row): number =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0);
const inTick = (rows: readonly Row[], tick: number): readonly Row[] => rows.filter((row) => row.tick === tick);

const MIXED = crowd(['A', 'B'], { regime: 'mixed' });

it('levels say which tables there are', () => {
  const names = (options: ExchangeTableOptions): string[] => exchangeTables(options).map(({ name }) => name);
  const minimal = ['simulation_runs', 'trades', 'tick_states'];
  const standard = ['agent_snapshots', 'resource_snapshots', 'mode_changes', 'decisions', 'pairings', 'lambda_updates'];
  expect(names({ level: 'off' })).toEqual([]);
  expect(names({ level: 'minimal' })).toEqual(minimal);
  expect(names({})).toEqual([...minimal, ...standard]);
  expect(names({ level: 'debug' })).toEqual([...minimal, ...standard, 'preferences', 'trade_attempts', 'agent_quotes']);
  expect(names({ quotes: true })).toEqual([...minimal, ...standard, 'agent_quotes']);
  expect(names({ preferences: true })).toContain('preferences');
});

it('columns of further goods are made by their names', () => {
  const columns = (name: string): string[] =>
    exchangeTables({ goods: ['A', 'B', 'wine'] })
      .filter((each) => each.name === name)
      .flatMap((each) => each.columns.map((column) => column.name));
  expect(columns('agent_snapshots')).toEqual(
    expect.arrayContaining(['inventory_wine', 'inventory_M', 'ask_wine_in_M', 'bid_wine_in_M', 'perceived_price_wine']),
  );
  expect(columns('trades')).toEqual(expect.arrayContaining(['dA', 'dB', 'dwine', 'dM']));
  expect(columns('lambda_updates')).toContain('lambda_hat_wine');
  expect(() => exchangeTables({ goods: ['A'] })).toThrow(expect.objectContaining({ code: 'GOODS_INVALID' }));
});

it('snapshots begin before the first tick, hold every agent in every tick once, and money is constant', () => {
  const rows = table(filled(MIXED), 'agent_snapshots');
  expect(rows.length).toBe(8 * (TICKS + 1));
  expect(new Set(rows.map((row) => `${row.tick} ${row.agent_id}`)).size).toBe(rows.length);
  for (let tick = -1; tick < TICKS; tick++) expect(total(inTick(rows, tick), 'inventory_M')).toBe(516);
  for (const row of rows) {
    expect(row.lambda_money).toBeGreaterThanOrEqual(1);
    expect(Number(row.ask_A_in_M)).toBeGreaterThan(0);
    expect(Number(row.total_utility) - Number(row.utility)).toBeCloseTo(
      Number(row.lambda_money) * Number(row.inventory_M),
      6,
    );
  }
});

it('trades say what both sides gave, got and gained, and add up to the change of holdings', () => {
  const tables = filled(crowd(['A', 'B', 'C'], { regime: 'mixed' }), { goods: ['A', 'B', 'C'] });
  const rows = table(tables, 'trades');
  const snapshots = table(tables, 'agent_snapshots');
  for (const row of rows) {
    const [good, payment] = String(row.exchange_pair_type).split('<->');
    for (const name of ['A', 'B', 'C', 'M'])
      expect(Number(row[`d${name}`]) > 0, `d${name}`).toBe(name === good || name === payment);
    expect(row.price).toBe(Number(row[`d${payment}`]) / Number(row[`d${good}`]));
    const seller = Number(row.seller_id) < Number(row.buyer_id) ? 'i' : 'j';
    expect(row.direction).toBe(`${seller}_sells_${good}${payment === 'M' ? '_for_M' : ''}`);
    expect(Math.min(Number(row.buyer_surplus), Number(row.seller_surplus))).toBeGreaterThan(0);
    expect(row.buyer_lambda).toBe(1 + (Number(row.buyer_id) - 1) / 30);
  }
  for (const { agent_id: id } of inTick(snapshots, -1)) {
    const money = (tick: number): number =>
      total(
        inTick(snapshots, tick).filter((row) => row.agent_id === id),
        'inventory_M',
      );
    const paid = total(
      rows.filter((row) => row.buyer_id === id && String(row.exchange_pair_type).endsWith('M')),
      'dM',
    );
    const got = total(
      rows.filter((row) => row.seller_id === id && String(row.exchange_pair_type).endsWith('M')),
      'dM',
    );
    expect(money(TICKS - 1) - money(-1), `money of ${id}`).toBe(got - paid);
  }
});

it('every tick has one state, every ten ticks one account of the resources', () => {
  const tables = filled(MIXED);
  const states = table(tables, 'tick_states');
  expect(states.map((row) => row.tick)).toEqual(Array.from({ length: TICKS }, (_, tick) => tick));
  expect(states[0]).toEqual({
    tick: 0,
    current_mode: 'both',
    exchange_regime: 'mixed',
    active_pairs: '["A<->B","A<->M","B<->M"]',
  });
  const resources = table(tables, 'resource_snapshots');
  expect([...new Set(resources.map((row) => row.tick))]).toEqual([-1, 0, 10]);
  expect(new Set(resources.map((row) => `${row.tick} ${row.x} ${row.y}`)).size).toBe(resources.length);
  expect(table(tables, 'simulation_runs')).toMatchObject([
    { scenario_name: 'crowd', total_ticks: TICKS, money_scale: 1 },
  ]);
});

it('decisions and pairings agree: each agent decides once a tick, and pairs begin before they end', () => {
  const tables = filled(MIXED);
  const decisions = table(tables, 'decisions');
  expect(new Set(decisions.map((row) => `${row.tick} ${row.agent_id}`)).size).toBe(8 * TICKS);
  for (const row of decisions) expect(row.target_type === 'trade').toBe(row.is_paired === 1);
  const open = new Set<string>();
  for (const row of table(tables, 'pairings')) {
    const pair = [Number(row.agent_i), Number(row.agent_j)].sort((a, b) => a - b).join();
    expect(open.has(pair)).toBe(row.event === 'unpair');
    if (row.event === 'pair') {
      open.add(pair);
      expect(row.surplus_i).toBe(row.surplus_j);
    } else open.delete(pair);
  }
});

it('where λ is estimated, prices in sight and estimates are told', () => {
  const tables = filled(crowd(['A', 'B'], { regime: 'money_only', moneyMode: 'kkt_lambda' }));
  const snapshots = table(tables, 'agent_snapshots');
  const updates = table(tables, 'lambda_updates');
  for (const row of inTick(snapshots, -1)) expect(row.perceived_price_A).toBeNull();
  for (const row of inTick(snapshots, 0)) expect(Number(row.perceived_price_A)).toBeGreaterThan(0);
  expect(new Set(updates.map((row) => `${row.tick} ${row.agent_id}`)).size).toBe(updates.length);
  for (const row of updates) {
    const after = inTick(snapshots, Number(row.tick)).find(({ agent_id: id }) => id === row.agent_id);
    expect(after).toMatchObject({ lambda_money: row.lambda_new, lambda_changed: 1 });
    const before = inTick(snapshots, Number(row.tick) - 1).find(({ agent_id: id }) => id === row.agent_id);
    expect(before?.lambda_money).toBe(row.lambda_old);
  }
});

it('where a gate asks how deep the market is, snapshots say what it found', () => {
  const rows = table(
    filled(crowd(['A', 'B'], { regime: 'mixed_liquidity_gated', params: { liquidityGate: { minQuotes: 6 } } })),
    'agent_snapshots',
  );
  for (const row of rows.filter(({ tick }) => Number(tick) >= 0)) {
    expect(Number.isInteger(row.liquidity_depth)).toBe(true);
    expect(row.barter_open).toBe(Number(row.liquidity_depth) < 6 ? 1 : 0);
  }
});

it('at the level debug quotes, preferences and attempts are told, too', () => {
  const tables = filled(MIXED, { level: 'debug' });
  const quotes = table(tables, 'agent_quotes');
  expect(new Set(quotes.map((row) => `${row.tick} ${row.agent_id} ${row.pair_type}`)).size).toBe(3 * 8 * (TICKS + 1));
  const snapshots = table(tables, 'agent_snapshots');
  for (const { tick, agent_id: id, ask_A_in_M: ask, bid_B_in_M: bid } of snapshots) {
    const own = inTick(quotes, Number(tick)).filter((row) => row.agent_id === id);
    expect(own.find((row) => row.pair_type === 'A<->M')?.ask).toBe(ask);
    expect(own.find((row) => row.pair_type === 'B<->M')?.bid).toBe(bid);
  }
  const preferences = table(tables, 'preferences');
  expect(new Set(preferences.map((row) => `${row.tick} ${row.agent_id} ${row.rank}`)).size).toBe(preferences.length);
  for (const row of preferences) expect(['A<->B', 'A<->M', 'B<->M']).toContain(row.pair_type);
  const attempts = table(tables, 'trade_attempts');
  const traded = attempts.filter((row) => row.result === 'traded');
  expect(traded.map((row) => [row.tick, row.buyer_id, row.dX])).toEqual(
    table(tables, 'trades').map((row) => [
      row.tick,
      row.buyer_id,
      row[`d${String(row.exchange_pair_type).split('<')[0]}`],
    ]),
  );
  expect(attempts.some((row) => row.reason === 'no_block' && row.pair_type === null)).toBe(true);
});
