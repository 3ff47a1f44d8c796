import {
  createDealerMarket,
  createDealerSimulation,
  createTicketBook,
  type DealerError,
  type DealerSimulationConfig,
  type DealerSimulationSnapshot,
  type OrderFlow,
  openingPosition,
  randomOrderFlow,
  scriptedOrderFlow,
  shortfallEligibility,
} from '@bagehot/dealer';
import { parseDealerMarket, parseDealerSimulation } from '@bagehot/dealer/schema';
import { createLedger, createRandom, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const random = createRandom(1);
const sound: DealerSimulationConfig = {
  traders: [
    { id: 'A', cash: 1 },
    { id: 'B', cash: 2 },
  ],
  debts: [{ debtor: 'A', creditor: 'B', amount: 3, dueDay: 4 }],
};

/** The error a call throws. */
function errorOf(call: () => unknown): DealerError {
  try {
    call();
  } catch (error) {
    return error as DealerError;
  }
  throw new Error('nothing was thrown');
}

const opening = (config: Partial<DealerSimulationConfig>) =>
  errorOf(() => createDealerSimulation({ ...sound, ...config }, { random }));
const paths = (error: DealerError) =>
  'problems' in error.details ? error.details.problems.map(({ path }) => path) : [];

describe('errors', () => {
  it.each<[string, string, Partial<DealerSimulationConfig>]>([
    [
      'BAD_BUCKETS',
      'buckets[1].minDays',
      {
        buckets: [
          { id: 'a', minDays: 1, maxDays: 2 },
          { id: 'b', minDays: 4, maxDays: null },
        ],
        anchors: new Map([
          ['a', { mid: 1, spread: 0 }],
          ['b', { mid: 1, spread: 0 }],
        ]),
      },
    ],
    [
      'BAD_BUCKETS',
      'buckets[0].maxDays',
      { buckets: [{ id: 'a', minDays: 1, maxDays: 9 }], anchors: new Map([['a', { mid: 1, spread: 0 }]]) },
    ],
    ['BAD_ANCHOR', 'anchors.long', { anchors: { short: { mid: 1, spread: 0 }, mid: { mid: 1, spread: 0 } } }],
    ['BAD_ANCHOR', 'anchors.short.spread', { anchorUpdate: { minSpread: '0.25' } }],
    ['BAD_SHARES', 'dealerShare', { dealerShare: '0.6', vbtShare: '0.5' }],
    ['INDIVISIBLE', 'debts[0].amount', { ticketSize: 2 }],
    ['ALREADY_DUE', 'debts[0].dueDay', { debts: [{ debtor: 'A', creditor: 'B', amount: 1, dueDay: 0 }] }],
    ['UNKNOWN_TRADER', 'debts[0].creditor', { debts: [{ debtor: 'A', creditor: 'C', amount: 1, dueDay: 2 }] }],
    ['OWN_ISSUE', 'debts[0].creditor', { debts: [{ debtor: 'A', creditor: 'A', amount: 1, dueDay: 2 }] }],
    [
      'DUPLICATE_ID',
      'traders[1].id',
      {
        traders: [
          { id: 'A', cash: 0 },
          { id: 'A', cash: 0 },
          { id: 'B', cash: 0 },
        ],
      },
    ],
    [
      'OFF_GRID',
      'traders[0].cash',
      {
        traders: [
          { id: 'A', cash: '0.001' },
          { id: 'B', cash: 0 },
        ],
        moneyDecimals: 2,
      },
    ],
    ['TOO_FEW_TRADERS', 'traders', { strict: true }],
    ['BAD_CONFIG', 'sellProbability', { sellProbability: '1.5' }],
    ['BAD_CONFIG', 'sellProbability', { sellProbability: '0.0000000001' }],
    ['BAD_CONFIG', 'horizonDays', { horizonDays: -1 }],
  ])('%s names %s', (code, path, config) => {
    const error = opening(config);
    expect([error.name, error.code]).toEqual(['DealerError', code]);
    expect(paths(error)).toContain(path);
  });

  it('lists every problem at once', () => {
    const error = opening({ ticketSize: 0, cashBuffer: 'much', maxArrivals: -1, dealerShare: -1 });
    expect(error.code).toBe('BAD_CONFIG');
    expect(paths(error)).toEqual(expect.arrayContaining(['ticketSize', 'cashBuffer', 'maxArrivals', 'dealerShare']));
  });

  it('warns of few traders and of dealers without anything', () => {
    expect(createDealerSimulation(sound, { random }).warnings.map(({ code }) => code)).toEqual([
      'FEW_TRADERS',
      'EMPTY_DEALER',
      'EMPTY_DEALER',
      'EMPTY_DEALER',
    ]);
  });

  it('refuses ports of its own with numbers out of range', () => {
    expect(errorOf(() => randomOrderFlow({ sellProbability: 2, maxArrivals: 1.5 })).details).toMatchObject({
      problems: [{ path: 'sellProbability' }, { path: 'maxArrivals' }],
    });
    expect(errorOf(() => shortfallEligibility({ horizonDays: 0.5, cashBuffer: 1 })).code).toBe('BAD_CONFIG');
    expect(errorOf(() => openingPosition(3, 1, 1)).code).toBe('BAD_TARGET');
    expect(openingPosition(4, 1, '0.9')).toEqual({ ticketCount: 2, cash: decimal('1.8') });
  });

  it('refuses a script that does not fit the day, and changes nothing by it', () => {
    const simulation = createDealerSimulation(sound, {
      random,
      orderFlow: scriptedOrderFlow(new Map([[1, [{ drawn: 'SELL', agent: 'A' }]]])),
    });
    simulation.openDay();
    const error = errorOf(() => simulation.trade());
    expect([error.code, error.details]).toEqual([
      'SCRIPT_MISMATCH',
      { day: 1, arrival: 1, expected: 'an eligible buyer', actual: 'A' },
    ]);
    const wrong: OrderFlow = {
      next: ({ buyers: [first] }) =>
        first === undefined ? undefined : { side: 'BUY', trader: first, expectTicket: 'P9#9' },
    };
    const other = createDealerSimulation({ ...sound, cashBuffer: 0 }, { random, orderFlow: wrong });
    other.openDay();
    expect(errorOf(() => other.trade()).code).toBe('SCRIPT_MISMATCH');
  });

  it('refuses unknown tickets, buckets and owners, and days that are over', () => {
    const { market } = createDealerSimulation({ ...sound, dealerShare: 0, vbtShare: 0 }, { random });
    expect(errorOf(() => market.sell(0, 'A', 'P1#0')).details).toEqual({ trader: 'A', ticket: 'P1#0', owner: 'B' });
    expect(errorOf(() => market.sell(0, 'A', 'P1#3')).code).toBe('UNKNOWN_TICKET');
    expect(errorOf(() => market.buy(0, 'A', 'weekly')).details).toEqual({
      bucket: 'weekly',
      known: ['short', 'mid', 'long'],
    });
    market.sell(3, 'B', 'P1#0');
    expect(errorOf(() => market.sell(2, 'B', 'P1#1')).code).toBe('DAY_PASSED');
  });

  it('refuses steps out of order and snapshots it cannot read', () => {
    const simulation = createDealerSimulation(sound, { random });
    expect(errorOf(() => simulation.settle()).code).toBe('OUT_OF_ORDER');
    simulation.openDay();
    expect(errorOf(() => simulation.snapshot()).code).toBe('OUT_OF_ORDER');
    const future = { kind: 'dealer-simulation', version: 2 } as unknown as DealerSimulationSnapshot;
    expect(errorOf(() => createDealerSimulation(sound, { random }, future))).toMatchObject({
      code: 'INVALID_SNAPSHOT',
      details: { kind: 'dealer-simulation', version: 2 },
    });
  });

  it('refuses a ticket book that is not made of the ledger’s columns', () => {
    const ledger = createLedger();
    const tickets = createTicketBook([], ledger);
    const foreign = { get: () => undefined, ownedBy: () => [], all: () => [], move: () => undefined };
    expect(errorOf(() => createDealerMarket({}, { ledger, tickets: foreign, random })).code).toBe(
      'FOREIGN_TICKET_BOOK',
    );
    expect(errorOf(() => createDealerMarket({ ticketSize: 2 }, { ledger, tickets, random })).code).toBe('BAD_CONFIG');
  });
});

describe('schema', () => {
  it('reads a market from JSON', () => {
    const text =
      '{"traders":[{"id":"A","cash":"1.50"},{"id":"B","cash":2}],"debts":[{"debtor":"A","creditor":"B","amount":3,"dueDay":4}],"anchors":{"short":{"mid":1,"spread":"0.2"},"mid":{"mid":1,"spread":0.25},"long":{"mid":1,"spread":0.5}}}';
    const simulation = createDealerSimulation(parseDealerSimulation(JSON.parse(text)), { random });
    expect(simulation.market.anchors('mid').spread.toFixed()).toBe('0.25');
    expect(parseDealerMarket({})).toEqual({});
  });

  it('names the place of every mistake, and refuses binary fractions that are not what they look like', () => {
    const error = errorOf(() =>
      parseDealerSimulation({ traders: [{ id: 'A', cash: 0.1 }], horizon: 3, horizonDays: -1, maxArrivals: 'many' }),
    );
    expect(paths(error)).toEqual(expect.arrayContaining(['traders[0].cash', 'horizonDays', 'maxArrivals']));
    expect(error.message).toContain('horizon');
  });
});
