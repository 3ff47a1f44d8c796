import {
  clearMarket,
  createAgent,
  createFinancingLog,
  createSpatialEconomy,
  type FinancingAgent,
  type FinancingAgentInput,
  generateOrders,
  type RoundCompleted,
  type SpatialAgentInput,
  solveEquilibrium,
} from '@bagehot/financing';
import { createEventLog, type Decimal, decimal, type EventSink } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { at, type OneRound, type OneRoundOptions, oneRound, wealth } from './one-round.js';

// Financing specification, section 14: one test each.

const MODES = ['PERSONAL', 'TOTAL_WEALTH'];
const texts = (amounts: readonly (Decimal | null | undefined)[] | null | undefined): readonly string[] =>
  (amounts ?? []).map(String);

/** One round under PERSONAL and under TOTAL_WEALTH. */
function both(
  agents: readonly FinancingAgentInput[],
  options: OneRoundOptions = {},
): readonly (readonly [mode: string, round: OneRound])[] {
  const read: readonly FinancingAgent[] = agents.map((agent) => createAgent(agent));
  return MODES.map((mode) => {
    const round = oneRound(read, mode, options);
    if (round === undefined) throw new Error('no price formed');
    return [mode, round];
  });
}

const volumes = ({ clearing }: OneRound): readonly string[] => texts(clearing.goods.map(({ volume }) => volume));

/** Somebody with half of its wishes on each good of two. */
const half = (id: number, home: readonly number[], personal: readonly number[]): FinancingAgentInput => ({
  id,
  alpha: ['0.5', '0.5'],
  home,
  personal,
});

describe('a market without a market', () => {
  const live = (agent: FinancingAgentInput): SpatialAgentInput => ({ ...agent, homePosition: [0, 0] });
  it.each<[string, readonly SpatialAgentInput[], string, number]>([
    ['nobody', [], 'no_participants', 0],
    ['one participant', [live(half(1, [2, 2], [0, 0]))], 'insufficient_participants', 1],
    ['one good', [1, 2].map((id) => live({ id, alpha: ['1'], home: [2], personal: [1] })), 'insufficient_goods', 2],
  ])('%s: a status, no trade, and rows in the log', (_, agents, status, rows) => {
    const log = createFinancingLog();
    const events = createEventLog<RoundCompleted>();
    const sink: EventSink<RoundCompleted> = {
      emit(event) {
        log.emit(event);
        events.emit(event);
      },
    };
    createSpatialEconomy(
      { agents, grid: { width: 2, height: 2 }, mode: 'PERSONAL', maxRounds: 1 },
      { events: sink },
    ).run();
    const { market } = at(events.events, 0);
    expect([market.equilibrium.status, market.clearing, market.settlement]).toEqual([status, null, null]);
    expect(Array.from(log.rows(), ({ solver_status, econ_prices }) => [solver_status, econ_prices])).toEqual(
      Array.from({ length: rows }, () => [status, []]),
    );
  });
});

it('somebody without any wealth: rows of zeros, and nobody else notices', () => {
  const others = [half(1, [2, 0], [2, 1]), half(3, [0, 1], [1, 3])];
  for (const mode of MODES) {
    const [without, withPoor] = [others, [...others, half(2, [0, 0], [0, 0])]].map((agents) =>
      oneRound(
        agents.map((agent) => createAgent(agent)),
        mode,
      ),
    );
    expect(texts(withPoor?.prices)).toEqual(texts(without?.prices));
    expect(withPoor?.clearing.agents.filter(({ id }) => id !== 2)).toEqual(without?.clearing.agents);
    const { desiredBuys, desiredSells, executedBuys, executedSells } = at(withPoor?.clearing.agents ?? [], 1);
    expect([desiredBuys, desiredSells, executedBuys, executedSells].flatMap(texts)).toEqual(Array(8).fill('0'));
  }
});

describe('travel cost', () => {
  const agent = half(1, [3, 0], [1, 2]);
  it.each(['6', '100', 'Infinity'])(
    'of %s, of wealth 6: sell all that is carried, buy nothing, in both modes',
    (cost) => {
      for (const mode of MODES) {
        const { desiredBuys, desiredSells, bounds } = generateOrders(agent, ['1', '1'], mode, cost);
        expect([texts(desiredBuys), texts(desiredSells)]).toEqual([
          ['0', '0'],
          ['1', '2'],
        ]);
        expect([bounds.effectiveBudget, bounds.travelCostDeduction].map(String)).toEqual(['0', cost]);
      }
    },
  );

  it('of Infinity per step is nothing for somebody who has gone no step', () => {
    const agents = [half(1, [0, 0], [4, 0]), { ...half(2, [0, 0], [0, 4]), tripDistance: 1 }];
    for (const [, { clearing }] of both(agents, { travelCost: 'Infinity' }))
      expect(clearing.agents.map(({ bounds }) => String(bounds.travelCostDeduction))).toEqual(['0', 'Infinity']);
  });
});

it('nobody carries anything: prices, no supply, no volume, and a gap of all that is desired', () => {
  for (const [, round] of both([half(1, [4, 0], [0, 0]), half(2, [0, 2], [0, 0])])) {
    expect(texts(round.prices)).toEqual(['1', '2']);
    for (const { volume, desiredSupply, desiredDemand, liquidityGap } of round.clearing.goods) {
      expect([volume, desiredSupply].map(String)).toEqual(['0', '0']);
      expect(String(liquidityGap)).toBe(String(desiredDemand));
    }
    expect(texts(round.clearing.goods.map(({ liquidityGap }) => liquidityGap))).toEqual(['4', '2']);
  }
});

it('everybody carries everything: both modes trade what the theory says', () => {
  for (const [, round] of both([half(1, [0, 0], [4, 0]), half(2, [0, 0], [0, 2])])) {
    expect(volumes(round)).toEqual(['2', '1']);
    expect(round.after.map(({ personal }) => texts(personal))).toEqual([
      ['2', '1'],
      ['2', '1'],
    ]);
  }
});

it('a missing good: no prices, or a round without that good', () => {
  const alpha = ['0.25', '0.5', '0.25'];
  const agents = [
    createAgent({ id: 1, alpha, home: [0, 0, 0], personal: [4, 0, 0] }),
    createAgent({ id: 2, alpha, home: [0, 0, 0], personal: [0, 0, 2] }),
  ];
  expect(solveEquilibrium(agents)).toMatchObject({ status: 'no_equilibrium', reason: 'missing_good', prices: null });
  const restricted = solveEquilibrium(agents, { missingGoods: 'restrict' });
  expect([restricted.status, texts(restricted.prices)]).toEqual(['converged', ['1', 'null', '2']]);
  const { desiredBuys, desiredSells } = generateOrders(at(agents, 0), restricted.prices ?? [], 'TOTAL_WEALTH');
  expect([texts(desiredBuys), texts(desiredSells)]).toEqual([
    ['0', '0', '1'],
    ['2', '0', '0'],
  ]);
});

it('somebody who wants nothing of a good never buys it, and sells all it carries', () => {
  const agents = [
    { id: 1, alpha: ['1', '0'], home: [0, 3], personal: [1, 2] },
    { id: 2, alpha: ['0.4', '0.6'], home: [0, 0], personal: [6, 1] },
  ];
  for (const [mode, { clearing }] of both(agents)) {
    const { desiredBuys, desiredSells, executedBuys, executedSells } = at(clearing.agents, 0);
    expect([desiredBuys[1], executedBuys[1], desiredSells[1]].map(String)).toEqual(['0', '0', '2']);
    expect(String(executedSells[1]), mode).toBe('2');
  }
});

it('an order of one quantum goes to one agent: the one with the larger remainder, else the lower id', () => {
  const quantum = '0.000000000001';
  const sold = (id: number, carried: string): FinancingAgentInput => ({
    id,
    alpha: ['1', '0'],
    home: [1, 0],
    personal: [0, carried],
  });
  const bought = (id: number, owned: number): FinancingAgentInput => ({
    id,
    alpha: ['0', '1'],
    home: [0, 0],
    personal: [owned, 0],
  });
  const take = (agents: readonly FinancingAgentInput[]): readonly string[] => {
    const orders = agents.map((agent) => generateOrders(agent, ['1', '1'], 'TOTAL_WEALTH'));
    return texts(clearMarket(orders, ['1', '1']).agents.map(({ executedBuys }) => executedBuys[1]));
  };
  expect(take([sold(1, quantum), bought(2, 3), bought(3, 3)])).toEqual(['0', quantum, '0']);
  expect(take([sold(1, quantum), bought(2, 3), bought(3, 4)])).toEqual(['0', '0', quantum]);
});

it('identical agents get the same but for a quantum, which the lower ids get', () => {
  const wanting = [1, 2, 3].map((id) => ({ id, alpha: ['0', '1'], home: [1, 0], personal: [0, 0] }));
  const seller = { id: 9, alpha: ['1', '0'], home: [0, 2], personal: [0, 1] };
  const [, round] = at(both([...wanting, seller]), 1);
  expect(texts(round.clearing.agents.map(({ executedBuys }) => executedBuys[1]))).toEqual([
    '0.333333333334',
    '0.333333333333',
    '0.333333333333',
    '0',
  ]);
});

it('prices a million million apart are exact, and the tolerance grows with the largest', () => {
  // A million million of good 0 for one of good 1.
  const agents = [half(1, [0, 0], [1e12, 0]), half(2, [0, 0], [0, 1])];
  for (const [, round] of both(agents)) {
    expect(texts(round.prices)).toEqual(['1', '1000000000000']);
    expect(String(round.tolerance)).toBe('2.000000000002');
    expect(round.after.map(({ personal }) => texts(personal))).toEqual([
      ['500000000000', '0.5'],
      ['500000000000', '0.5'],
    ]);
    expect(round.after.map((agent) => String(wealth(round.prices, agent)))).toEqual(['1000000000000', '1000000000000']);
  }
});

it('a capacity of 0: no volume in that good', () => {
  const agents = [half(1, [1, 0], [4, 0]), half(2, [0, 1], [0, 2])];
  const [personal, total] = both(agents, { capacity: [null, 0] }).map(([, round]) => volumes(round));
  // With nothing to sell for, PERSONAL buys nothing of the other good either.
  expect(personal).toEqual(['0', '0']);
  expect(total?.map((volume) => decimal(volume).gt(0))).toEqual([true, false]);
});

it('a chain of wishes that nobody closes: PERSONAL trades nothing, TOTAL_WEALTH does', () => {
  // 1 wants what 2 carries, 2 wants what 3 carries, and what 3 wants is at home with 1 and 2.
  const agents = [
    { id: 1, alpha: ['0', '1', '0'], home: [0, 0, 1], personal: [1, 0, 0] },
    { id: 2, alpha: ['0', '0', '1'], home: [1, 0, 0], personal: [0, 1, 0] },
    { id: 3, alpha: ['1', '0', '0'], home: [0, 1, 0], personal: [0, 0, 1] },
  ];
  const carried = agents.map((agent, row) => (row === 0 ? { ...agent, personal: [0, 0, 0], home: [1, 0, 1] } : agent));
  const [personal, total] = both(carried).map(([, round]) => volumes(round));
  expect(personal).toEqual(['0', '0', '0']);
  expect(total).toEqual(['0', '1', '1']);
  // Closed to a circle, it trades in both.
  for (const [, round] of both(agents)) expect(volumes(round).every((volume) => decimal(volume).gt(0))).toBe(true);
});
