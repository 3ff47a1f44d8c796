import {
  createFinancingLog,
  createSpatialEconomy,
  type FinancingEvent,
  financingTables,
  type RoundCompleted,
} from '@bagehot/financing';
import { economies } from '@bagehot/financing/testing';
import { createEventLog, decimal, sum, type TableColumn } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoundByHand, roundByHand } from './log-fixture.js';

type Cells = Readonly<Record<string, string | number | boolean | null>>;

/** The rows that events add to a table, by column. */
function rowsOf(name: string, ...events: readonly FinancingEvent[]): readonly Cells[] {
  const table = financingTables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`there is a table ${name}`);
  return events.flatMap((event) =>
    table.rows(event).map((row) => {
      expect(row).toHaveLength(table.columns.length);
      return Object.fromEntries(table.columns.map((column, k) => [column.name, row[k] ?? null]));
    }),
  );
}

const HALF = ['0.5', '0.5'];
const MARKET: RoundByHand = {
  agents: [
    { id: 1, alpha: HALF, home: [0, 0], personal: [10, 0] },
    { id: 2, alpha: HALF, home: [1, 0], personal: [0, '4.5'] },
    { id: 7, alpha: HALF, home: [0, 0], personal: [4, 9] },
  ],
  away: [7],
  round: 3,
  prices: ['1', '2'],
  mode: 'TOTAL_WEALTH',
};
const { prices: _, ...UNPRICED } = MARKET;
const EVENT: RoundCompleted = { ...roundByHand(MARKET), day: 5 };
const QUIET = roundByHand({ ...UNPRICED, termination: 'horizon' });

describe('financingTables', () => {
  it('has a row per round', () => {
    expect(rowsOf('financing_rounds', EVENT, QUIET)).toEqual([
      {
        day: 5,
        round: 3,
        mode: 'TOTAL_WEALTH',
        status: 'converged',
        reason: null,
        rest_norm: '0.00000000000012',
        method: 'by-hand',
        iterations: 0,
        agents: 3,
        participants: 2,
        stages: 1,
        passes: 1,
        liquidity_gap_value: '1',
        clearing_efficiency: '0.933333333333',
        termination: null,
      },
      {
        day: 3,
        round: 3,
        mode: 'TOTAL_WEALTH',
        status: 'no_equilibrium',
        reason: 'reducible',
        rest_norm: null,
        method: 'by-hand',
        iterations: 0,
        agents: 3,
        participants: 2,
        stages: null,
        passes: null,
        liquidity_gap_value: null,
        clearing_efficiency: null,
        termination: 'horizon',
      },
    ]);
  });

  it('has a row per good where prices formed', () => {
    const good = { day: 5, round: 3, unmet_supply: '0' };
    expect(rowsOf('financing_goods', EVENT, QUIET)).toEqual([
      {
        ...good,
        good: 0,
        price: '1',
        volume: '5',
        desired_demand: '5',
        desired_supply: '5',
        unmet_demand: '0',
        liquidity_gap: '0',
      },
      {
        ...good,
        good: 1,
        price: '2',
        volume: '2',
        desired_demand: '2.5',
        desired_supply: '2',
        unmet_demand: '0.5',
        liquidity_gap: '0.5',
      },
    ]);
    const agents = [1, 2].map((id) => ({ id, alpha: ['0.5', '0.5', '0'], home: [0, 0, 0], personal: [id, 3 - id, 0] }));
    const prices = rowsOf('financing_goods', roundByHand({ agents, prices: ['1', '1', null] })).map(
      ({ price }) => price,
    );
    expect(prices).toEqual(['1', '1', null]);
  });

  it('has a row per agent, with the figures of those who took part', () => {
    const [baker, , nomad] = rowsOf('financing_agents', EVENT);
    expect(baker).toEqual({
      day: 5,
      round: 3,
      agent: 1,
      x: 1,
      y: 3,
      phase: 'at_market',
      in_market: true,
      distance_to_market: 0,
      trip_distance: 3,
      utility: '3.16227766016838',
      participant: true,
      total_wealth: '10',
      personal_wealth: '10',
      travel_cost: '0',
      effective_budget: '10',
      slack: '6',
      balance: '1',
      rounding: '1',
    });
    expect(nomad).toMatchObject({ agent: 7, participant: false, utility: '6', total_wealth: null, slack: null });
    const unpriced = rowsOf('financing_agents', QUIET);
    expect(unpriced.map(({ participant, total_wealth }) => [participant, total_wealth])).toEqual([
      [true, null],
      [true, null],
      [false, null],
    ]);
  });

  it('tells what travelling costs, even if that is infinite', () => {
    const participants = { ...EVENT.market.participants, travel: { decimals: 2, amounts: [150n, -1n] } };
    const rows = rowsOf('financing_agents', { ...EVENT, market: { ...EVENT.market, participants } });
    expect(rows.map((row) => row['travel_cost'])).toEqual(['1.5', 'Infinity', null]);
  });

  it('has a row per order, its amounts without a sign', () => {
    const order = { day: 5, round: 3, unmet: '0', gap: '0' };
    expect(rowsOf('financing_trades', EVENT, QUIET)).toEqual([
      { ...order, agent: 1, good: 0, side: 'sell', desired: '5', requested: '5', executed: '5' },
      {
        ...order,
        agent: 1,
        good: 1,
        side: 'buy',
        desired: '2.5',
        requested: '2.5',
        executed: '2',
        unmet: '0.5',
        gap: '0.5',
      },
      { ...order, agent: 2, good: 0, side: 'buy', desired: '5', requested: '5', executed: '5' },
      { ...order, agent: 2, good: 1, side: 'sell', desired: '2', requested: '2', executed: '2' },
    ]);
  });

  it('has a row per agent and good that settles a debt', () => {
    const { settlement } = EVENT.market;
    if (settlement === null) throw new Error('a market with prices settles');
    const moved = { deliveredHome: [0n, 0n, 3n, 0n], deliveredPersonal: [0n, 0n, 4n, 0n], received: [7n, 0n, 0n, 0n] };
    const event = { ...EVENT, market: { ...EVENT.market, settlement: { ...settlement, ...moved } } };
    const row = { day: 5, round: 3, good: 0 };
    expect(rowsOf('financing_settlements', event)).toEqual([
      { ...row, agent: 1, delivered_home: '0', delivered_personal: '0', received: '0.000000000007' },
      { ...row, agent: 2, delivered_home: '0.000000000003', delivered_personal: '0.000000000004', received: '0' },
    ]);
    expect(rowsOf('financing_settlements', EVENT, QUIET)).toEqual([]);
  });

  it('says the same as the log of a run, in cells of the types that its columns have', () => {
    fc.assert(
      fc.property(economies({ mostAgents: 4 }), (config) => {
        const log = createFinancingLog();
        const events = createEventLog<FinancingEvent>();
        const emit = (event: FinancingEvent): void => {
          log.emit(event);
          events.emit(event);
        };
        createSpatialEconomy({ ...config, maxRounds: 8 }, { events: { emit } }).run();
        for (const { columns, rows } of financingTables)
          for (const event of events.events)
            for (const row of rows(event))
              for (const [k, column] of columns.entries()) checkCell(column, row[k] ?? null);
        const logged = [...log.rows()];
        const agents = rowsOf('financing_agents', ...events.events);
        expect(
          agents.map((row) => [row['round'], row['agent'], row['utility'], row['effective_budget'], row['slack']]),
        ).toEqual(
          logged.map((row) => [
            row.core_round,
            row.core_agent_id,
            row.utility,
            row.effective_budget,
            row.value_feasibility_slack,
          ]),
        );
        const bought = rowsOf('financing_trades', ...events.events).filter(({ side }) => side === 'buy');
        const volume = rowsOf('financing_goods', ...events.events);
        expect(sum(bought.map(({ executed }) => decimal(String(executed)))).toString()).toBe(
          sum(volume.map((row) => decimal(String(row['volume'])))).toString(),
        );
        const delivered = logged.flatMap((row) => row.settlement_delivered ?? []).map((text) => decimal(text));
        const settlements = rowsOf('financing_settlements', ...events.events);
        const given = settlements.map((row) =>
          decimal(String(row['delivered_home'])).plus(decimal(String(row['delivered_personal']))),
        );
        expect(sum(given).toString()).toBe(sum(delivered).toString());
      }),
      { numRuns: 40 },
    );
  });
});

function checkCell({ name, type, nullable = false }: TableColumn, cell: string | number | boolean | null): void {
  if (cell === null) {
    expect(nullable, name).toBe(true);
    return;
  }
  if (type === 'integer') expect(Number.isSafeInteger(cell), name).toBe(true);
  else if (type === 'boolean') expect(typeof cell, name).toBe('boolean');
  else if (type === 'decimal') expect(decimal(String(cell)).toFixed(), name).toBe(cell);
  else expect(typeof cell, name).toBe('string');
}
