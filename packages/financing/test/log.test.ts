import { createFinancingLog, type FinancingLogRow, LOG_FIELDS, type RoundCompleted } from '@bagehot/financing';
import { describe, expect, it } from 'vitest';
import { type RoundByHand, roundByHand } from './log-fixture.js';

const HALF = ['0.5', '0.5'];
const BAKER = { id: 1, alpha: HALF, home: [0, 0], personal: [10, 0] };
const SMITH = { id: 2, alpha: HALF, home: [1, 0], personal: [0, '4.5'] };
const NOMAD = { id: 7, alpha: HALF, home: [0, 0], personal: [4, 9] };
const MARKET: RoundByHand = { agents: [BAKER, SMITH, NOMAD], away: [7], prices: ['1', '2'], mode: 'TOTAL_WEALTH' };

function logOf(...events: readonly RoundCompleted[]): ReturnType<typeof createFinancingLog> {
  const log = createFinancingLog();
  for (const event of events) log.emit(event);
  return log;
}

function textOf(write: (sink: { write(text: string): void }) => void): string {
  let text = '';
  write({
    write: (piece) => {
      text += piece;
    },
  });
  return text;
}

const NOTHING_IN_THE_MARKET: Partial<FinancingLogRow> = {
  econ_executed_net: [],
  wealth_travel_cost: null,
  wealth_effective_budget: null,
  econ_requested_buys: null,
  econ_requested_sells: null,
  econ_executed_buys: null,
  econ_executed_sells: null,
  econ_unmet_buys: null,
  econ_unmet_sells: null,
  econ_fill_rate_buys: null,
  econ_fill_rate_sells: null,
  total_wealth_LTE: null,
  travel_cost_deduction: null,
  effective_budget: null,
  value_feasibility_slack: null,
  personal_wealth_entry: null,
  sell_capacity: null,
  econ_desired_buys: null,
  econ_desired_sells: null,
  liquidity_gap: null,
  econ_excess_demand_gap: null,
  settlement_balance: null,
  settlement_delivered: null,
  settlement_received: null,
  settlement_rounding: null,
};

describe('a row', () => {
  it('tells what a participant wanted, asked for and got', () => {
    // The baker owns 10 and wants half of each: sells 5 of good 0, buys 2.5 of good 1. The smith owns 1 + 9 and wants the same: buys 5, sells 2.
    const [baker, smith] = [...logOf(roundByHand(MARKET)).rows()];
    expect(baker).toEqual({
      core_schema_version: '1.2.0',
      core_round: 1,
      core_agent_id: 1,
      spatial_pos_x: 1,
      spatial_pos_y: 3,
      spatial_in_marketplace: true,
      econ_prices: ['1', '2'],
      econ_executed_net: ['-5', '2'],
      ration_unmet_demand: ['0', '0.5'],
      ration_unmet_supply: ['0', '0'],
      wealth_travel_cost: '0',
      wealth_effective_budget: '10',
      utility: '3.16227766016838',
      financing_mode: 'TOTAL_WEALTH',
      timestamp_ns: 0,
      econ_requested_buys: ['0', '2.5'],
      econ_requested_sells: ['5', '0'],
      econ_executed_buys: ['0', '2'],
      econ_executed_sells: ['5', '0'],
      econ_unmet_buys: ['0', '0.5'],
      econ_unmet_sells: ['0', '0'],
      econ_fill_rate_buys: ['1', '0.8'],
      econ_fill_rate_sells: ['1', '1'],
      total_wealth_LTE: '10',
      travel_cost_deduction: '0',
      effective_budget: '10',
      value_feasibility_slack: '6',
      personal_wealth_entry: '10',
      sell_capacity: ['10', '0'],
      econ_desired_buys: ['0', '2.5'],
      econ_desired_sells: ['5', '0'],
      liquidity_gap: ['0', '0.5'],
      market_liquidity_gap: ['0', '0.5'],
      econ_excess_demand_gap: ['0', '0.5'],
      settlement_balance: '1',
      settlement_delivered: ['0', '0'],
      settlement_received: ['0', '0'],
      settlement_rounding: '1',
      spatial_distance_to_market: 0,
      trip_distance: 1,
      phase: 'at_market',
      solver_status: 'converged',
      solver_reason: null,
      solver_rest_norm: '0.00000000000012',
      solver_method: 'by-hand',
      termination_reason: null,
    });
    expect(smith).toMatchObject({
      econ_executed_net: ['5', '-2'],
      total_wealth_LTE: '10',
      personal_wealth_entry: '9',
      value_feasibility_slack: '5',
      settlement_balance: '-1',
      sell_capacity: ['0', '4.5'],
      utility: '3.87298334620742',
    });
  });

  it('of somebody outside a market with prices has the figures of the market, and nulls', () => {
    const nomad = [...logOf(roundByHand(MARKET)).rows()][2];
    expect(nomad).toMatchObject({
      ...NOTHING_IN_THE_MARKET,
      core_agent_id: 7,
      spatial_in_marketplace: false,
      econ_prices: ['1', '2'],
      ration_unmet_demand: ['0', '0.5'],
      ration_unmet_supply: ['0', '0'],
      market_liquidity_gap: ['0', '0.5'],
      utility: '6',
      spatial_distance_to_market: 3,
      phase: 'to_market',
      solver_status: 'converged',
    });
  });

  it('of a round without prices repeats nothing of the round before', () => {
    const { prices: _, ...unpriced } = MARKET;
    const log = logOf(roundByHand(MARKET), roundByHand({ ...unpriced, round: 2, termination: 'horizon' }));
    const rows = [...log.rows()].slice(3);
    expect(rows).toHaveLength(3);
    for (const row of rows)
      expect(row).toMatchObject({
        ...NOTHING_IN_THE_MARKET,
        core_round: 2,
        econ_prices: [],
        ration_unmet_demand: null,
        ration_unmet_supply: null,
        market_liquidity_gap: null,
        solver_status: 'no_equilibrium',
        solver_reason: 'reducible',
        solver_rest_norm: null,
        solver_method: 'by-hand',
        termination_reason: 'horizon',
      });
  });

  it('has null for the price of a good that has left the round, and 0 for its orders', () => {
    const agents = [
      { id: 1, alpha: ['0.5', '0.25', '0.25'], home: [0, 0, 0], personal: [10, 0, 0] },
      { id: 2, alpha: ['0.5', '0.25', '0.25'], home: [0, 0, 0], personal: [0, 5, 0] },
    ];
    const [first] = [...logOf(roundByHand({ agents, prices: ['1', '2', null], mode: 'TOTAL_WEALTH' })).rows()];
    expect(first).toMatchObject({
      econ_prices: ['1', '2', null],
      econ_executed_net: ['-5', '1.25', '0'],
      econ_excess_demand_gap: ['0', '0', null],
      market_liquidity_gap: ['0', '0', '0'],
      utility: '0',
    });
  });

  it('rounds the ideal bundle half-even to whole quanta, before endowment and trade are taken off', () => {
    // x* of good 1 is 1 / 2 * 0.000000000005 / 1 = 2.5 quanta, hence 2; of a budget of 7 quanta 3.5, hence 4.
    const poor = (id: number, quanta: number) => ({
      id,
      alpha: HALF,
      home: [0, 0],
      personal: [`0.00000000000${quanta}`, 0],
    });
    const rows = [...logOf(roundByHand({ agents: [poor(1, 5), poor(2, 7)], prices: ['1', '1'] })).rows()];
    expect(rows.map((row) => row.econ_excess_demand_gap)).toEqual([
      ['-0.000000000003', '0.000000000002'],
      ['-0.000000000003', '0.000000000004'],
    ]);
  });

  it('tells what travelling costs, even if that is infinite', () => {
    const event = roundByHand(MARKET);
    const { participants } = event.market;
    const market = {
      ...event.market,
      participants: { ...participants, travel: { decimals: 2, amounts: [150n, -1n] } },
    };
    const rows = [...logOf({ ...event, market }).rows()];
    expect(rows.map((row) => [row.travel_cost_deduction, row.wealth_travel_cost])).toEqual([
      ['1.5', '1.5'],
      ['Infinity', 'Infinity'],
      [null, null],
    ]);
  });

  it('sums what was delivered from home and from what was carried', () => {
    const event = roundByHand(MARKET);
    const { settlement } = event.market;
    if (settlement === null) throw new Error('a market with prices settles');
    const [deliveredHome, deliveredPersonal, received] = [
      [0n, 0n, 3n, 0n],
      [0n, 0n, 4n, 5n],
      [7n, 5n, 0n, 0n],
    ];
    const market = { ...event.market, settlement: { ...settlement, deliveredHome, deliveredPersonal, received } };
    const rows = [...logOf({ ...event, market }).rows()];
    expect(rows.map((row) => [row.settlement_delivered, row.settlement_received])).toEqual([
      [
        ['0', '0'],
        ['0.000000000007', '0.000000000005'],
      ],
      [
        ['0.000000000007', '0.000000000005'],
        ['0', '0'],
      ],
      [null, null],
    ]);
  });
});

describe('a log', () => {
  const log = logOf(roundByHand(MARKET), roundByHand({ ...MARKET, round: 2, mode: 'PERSONAL' }));

  it('has a row per agent and round, by round and id', () => {
    expect(log.length).toBe(6);
    expect([...log.rows()].map((row) => [row.core_round, row.core_agent_id])).toEqual([
      [1, 1],
      [1, 2],
      [1, 7],
      [2, 1],
      [2, 2],
      [2, 7],
    ]);
  });

  it('writes the fields in the order of the schema, which is that of the versions', () => {
    for (const row of log.rows()) expect(Object.keys(row)).toEqual(LOG_FIELDS.map(({ name }) => name));
    const versions = LOG_FIELDS.map(({ since }) => since);
    expect(versions).toEqual([...versions].sort());
    expect([0, 1, 2].map((minor) => versions.filter((since) => since === minor).length)).toEqual([15, 8, 23]);
  });

  it('has the columns of 1.0.0, 1.1.0 and 1.2.0, none of them renamed', () => {
    const names = (minor: number): string =>
      LOG_FIELDS.filter(({ since }) => since === minor)
        .map(({ name }) => name)
        .join(' ');
    expect(names(0)).toBe(
      'core_schema_version core_round core_agent_id spatial_pos_x spatial_pos_y spatial_in_marketplace econ_prices econ_executed_net ' +
        'ration_unmet_demand ration_unmet_supply wealth_travel_cost wealth_effective_budget utility financing_mode timestamp_ns',
    );
    expect(names(1)).toBe(
      'econ_requested_buys econ_requested_sells econ_executed_buys econ_executed_sells econ_unmet_buys econ_unmet_sells ' +
        'econ_fill_rate_buys econ_fill_rate_sells',
    );
    expect(names(2)).toBe(
      'total_wealth_LTE travel_cost_deduction effective_budget value_feasibility_slack personal_wealth_entry sell_capacity ' +
        'econ_desired_buys econ_desired_sells liquidity_gap market_liquidity_gap econ_excess_demand_gap settlement_balance ' +
        'settlement_delivered settlement_received settlement_rounding spatial_distance_to_market trip_distance phase ' +
        'solver_status solver_reason solver_rest_norm solver_method termination_reason',
    );
  });

  it('writes lines of JSON, some hundred at a time', () => {
    const event = roundByHand(MARKET);
    const long = logOf(...Array.from({ length: 100 }, (_, k) => ({ ...event, round: k + 1 })));
    const pieces: string[] = [];
    long.jsonLines({ write: (text) => pieces.push(text) });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe([...long.lines()].map((line) => `${line}\n`).join(''));
    expect([...long.lines()]).toEqual([...long.rows()].map((row) => JSON.stringify(row)));
    expect(textOf((sink) => long.csv(sink)).split('\n')).toHaveLength(302);
  });

  it('writes comma-separated values: lists as JSON, null as nothing', () => {
    const [head, first, , third] = textOf((sink) => log.csv(sink)).split('\n');
    expect(head).toBe(LOG_FIELDS.map(({ name }) => name).join(','));
    expect(first).toMatch(/^1\.2\.0,1,1,1,3,true,"\[""1"",""2""\]","\[""-5"",""2""\]",/);
    expect(third).toMatch(/^1\.2\.0,1,7,2,0,false,"\[""1"",""2""\]",\[\],/);
    expect(third).toMatch(/,,3,1,to_market,converged,,0\.00000000000012,by-hand,$/);
  });

  it('quotes a name that has a comma or a quote', () => {
    const mode = 'half "and", half';
    const odd = logOf({ ...roundByHand(MARKET), mode });
    expect([...odd.rows()].map((row) => row.financing_mode)).toEqual([mode, mode, mode]);
    expect(textOf((sink) => odd.csv(sink))).toContain(',"half ""and"", half",');
  });

  it('reads a clock once per round, if it has one', () => {
    let time = 1_700_000_000_000_000_000;
    const timed = createFinancingLog({
      clock: () => {
        time += 1000;
        return time;
      },
    });
    timed.emit(roundByHand(MARKET));
    timed.emit(roundByHand({ ...MARKET, round: 2 }));
    expect([...timed.rows()].map((row) => row.timestamp_ns)).toEqual([1, 1, 1, 2, 2, 2].map((n) => 1.7e18 + 1000 * n));
    expect([...timed.lines()][0]).toContain('"timestamp_ns":1700000000000001000,');
  });

  it.each([-1, 0.5, Number.NaN, 1e21])('refuses a clock that says %d, and stays as it was', (time) => {
    const timed = createFinancingLog({ clock: () => time });
    expect(() => timed.emit(roundByHand(MARKET))).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(timed.length).toBe(0);
  });

  it('is empty before the first round', () => {
    const empty = createFinancingLog();
    expect(empty.length).toBe(0);
    expect([...empty.rows()]).toEqual([]);
    expect(textOf((sink) => empty.jsonLines(sink))).toBe('');
  });
});
