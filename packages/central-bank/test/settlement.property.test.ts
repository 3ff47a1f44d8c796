import type { CallMarketConfig, MoneyMarketEvent } from '@bagehot/central-bank';
import { createEventLog, decimal, type EventLog } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MarketEconomy, marketEconomy } from './market-fixtures.js';
import { settleSlowly, type TwinResult } from './settlement-twin.js';

const AGENTS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const SESSIONS = 4;

/** A session in which each agent is on one side: amounts above 0 are offered, those below asked for. */
const session = fc.record({
  orders: fc.array(fc.integer({ min: -60, max: 60 }), { minLength: AGENTS.length, maxLength: AGENTS.length }),
  rate: fc.constantFrom('0.5', '0.05', '-0.2', '-0.9', '3'),
});

interface History {
  readonly sessions: readonly { readonly orders: readonly number[]; readonly rate: string }[];
  readonly kept: readonly number[];
}

/** Sessions of two orders each, so that everybody in turn lends to the next one, and the last to the first. */
const circle = fc
  .record({
    members: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 2, maxLength: SESSIONS }),
    amount: fc.integer({ min: 5, max: 40 }),
    rate: fc.constantFrom('0', '0.05', '-0.1'),
  })
  .map(({ members, amount, rate }) =>
    members.map((lender, k) => {
      const borrower = members[(k + 1) % members.length];
      const orders = AGENTS.map((_, agent) => (agent === lender ? amount : agent === borrower ? -amount : 0));
      return { orders, rate };
    }),
  );

const history: fc.Arbitrary<History> = fc.record({
  sessions: fc.oneof(fc.array(session, { minLength: 1, maxLength: SESSIONS }), circle),
  /** How many quanta of its money each agent keeps before the loans are due, at most. */
  kept: fc.oneof(
    ...[8, 90].map((max) => fc.array(fc.nat({ max }), { minLength: AGENTS.length, maxLength: AGENTS.length })),
  ),
});

/** Sessions of one tick, in which lenders of one are borrowers of the next, so that chains and circles come about; then much of the money is gone. */
function lend({ sessions, kept }: History, config: CallMarketConfig, log?: EventLog<MoneyMarketEvent>): MarketEconomy {
  const reserves = Object.fromEntries(AGENTS.map((agent) => [agent, '50']));
  const economy = marketEconomy(
    reserves,
    { spreadSensitivity: '0.1', ticksPerYear: 1, sessionsPerTick: SESSIONS, ...config },
    { moneyDecimals: 0, ...(log === undefined ? {} : { events: log }) },
  );
  const { market, ledger } = economy;
  for (const { orders, rate } of sessions) {
    for (const [k, order] of orders.entries()) {
      const agent = AGENTS[k] as string;
      const has = Number(economy.balance(agent));
      if (order > 0) market.supplyReserves(agent, Math.min(order, has));
      else if (order < 0) market.requestLoan({ borrowerId: agent, amount: -order });
    }
    market.processMarketClearing(rate);
  }
  for (const [k, agent] of AGENTS.entries()) {
    const gone = Number(economy.balance(agent)) - (kept[k] as number);
    if (gone > 0) economy.spend({ [agent]: String(gone) });
  }
  expect(ledger.balance('CB', 'reserves').lte(0)).toBe(true);
  return economy;
}

/** Settles the fast way, as the twin tells it. */
function settle(economy: MarketEconomy, log: EventLog<MoneyMarketEvent>): TwinResult {
  const { market, ledger } = economy;
  const report = market.beginTick(1);
  const quantaOf = (amount: { toString(): string }): bigint => BigInt(amount.toString());
  const ends = [
    ...report.repaid.map((loan) => ['repaid', loan] as const),
    ...report.rolled.map((loan) => ['rolled', loan] as const),
    ...report.defaulted.map((loan) => ['defaulted', loan] as const),
  ].map(([status, loan]) => {
    const received = loan.legs.map((leg) => quantaOf(leg.received));
    return [Number(loan.loanId.slice(1)), status, loan.cause, received] as const;
  });
  const rolled = report.rolled.map(
    (loan) =>
      [
        Number(loan.loanId.slice(1)),
        loan.legs.map((leg) => quantaOf(leg.rolled)).filter((amount) => amount > 0n),
      ] as const,
  );
  return {
    balances: new Map(AGENTS.map((agent) => [agent, quantaOf(ledger.balance(agent, 'reserves'))])),
    ends: ends.sort(([a], [b]) => a - b),
    defaulters: [...new Set(log.of('LenderLoss').map(({ borrowerId }) => borrowerId))],
    rolled,
  };
}

/** Both ways, from the same state. */
function compare(one: History, config: CallMarketConfig): TwinResult {
  const log = createEventLog<MoneyMarketEvent>();
  const economy = lend(one, config, log);
  const opening = new Map(AGENTS.map((agent) => [agent as string, BigInt(economy.balance(agent))]));
  const { loans } = economy.market.snapshot();
  const twin = settleSlowly(opening, loans, { netting: config.netting === true, rollover: config.rollover }, (text) =>
    BigInt(decimal(text).toString()),
  );
  const fast = settle(economy, log);
  expect(fast.ends).toEqual(twin.ends);
  expect(fast.balances).toEqual(twin.balances);
  expect(fast.rolled).toEqual([...twin.rolled].sort(([a], [b]) => a - b));
  expect(fast.defaulters).toEqual(twin.defaulters);
  expect(economy.market.barredBorrowers()).toEqual(twin.defaulters);
  return twin;
}

describe('settlement', () => {
  for (const [name, config] of [
    ['plain', {}],
    ['with circles netted', { netting: true }],
    ['with rollover', { rollover: { max: 1, penalty: '0.01' } }],
    [
      'with both, and everybody exposed to everybody',
      { netting: true, rollover: { max: 2, penalty: '0' }, legRule: 'proportional' },
    ],
  ] as const)
    it(`agrees with the walks as they are written, ${name}`, () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(history, (one) => {
          const { ends } = compare(one, config);
          for (const [, status, cause] of ends) seen.add(cause ?? status);
        }),
        { numRuns: 150 },
      );
      expect(seen).toContain('repaid');
      expect(seen).toContain('defaulted');
      if ('netting' in config) expect(seen).toContain('netting');
      if ('rollover' in config) expect(seen).toContain('rolled');
    });
});
