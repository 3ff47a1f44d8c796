import { decimal, type EventRecord } from '@bagehot/kernel';
import type { RingWorld } from '@bagehot/ring';
import {
  type BackstopOptions,
  type BackstopPorts,
  backstop,
  createEconomy,
  type Economy,
  type RunResult,
  runFigures,
  runRecords,
  type SecondaryMarket,
  type SecondaryMarketConfig,
  secondaryMarket,
  simulate,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

/** H1 must pay 10 today and holds claims on H3 (day 2), who can pay 6 of 10, and on H4 (day 3), who can pay. Value-based traders open with M = 1, O = 0.2, and have no money. */
const world: RingWorld = {
  agents: ['H1', 'H2', 'H3', 'H4'],
  cash: { H1: 0, H2: 0, H3: 6, H4: 8 },
  payables: [
    { debtor: 'H1', creditor: 'H2', amount: 10, dueDay: 0 },
    { debtor: 'H3', creditor: 'H1', amount: 10, dueDay: 2 },
    { debtor: 'H4', creditor: 'H1', amount: 8, dueDay: 3 },
  ],
};

const POOR: SecondaryMarketConfig = {
  dealerShare: 0,
  vbtShare: 0,
  vbtFunding: 'funded',
  block: 'shortfall',
  maxArrivals: 'all',
  buying: false,
  checks: 'event',
};

interface Course {
  readonly economy: Economy;
  readonly dealers: SecondaryMarket;
  readonly result: RunResult;
}

function course(
  options: BackstopOptions,
  {
    config = {},
    ports,
    maxDays = 5,
  }: { readonly config?: SecondaryMarketConfig; readonly ports?: BackstopPorts; readonly maxDays?: number } = {},
): Course {
  const economy = createEconomy({ seed: 1 });
  const rules = { ...POOR, ...config };
  const dealers = secondaryMarket(economy, rules, { outside: backstop(economy, rules, options, ports) });
  const result = simulate(economy, world, { maxDays, phases: [dealers], rules: { check: 'daily' }, mode: 'step' });
  return { economy, dealers, result };
}

const recorded = ({ economy }: Course, kind: string): readonly EventRecord[] =>
  Array.from(runRecords(economy.events.of(kind as 'Trade'))).map(({ seq, ...record }) => record);

/** What was sold to whom, as `day: seller ticket price buyer`. */
const sales = ({ economy }: Course): readonly string[] =>
  economy.events
    .of('Trade')
    .map(({ day, trader, ticket, price, vbt }) => `${day}: ${trader} ${ticket} ${price} ${vbt}`);

describe('a central bank behind a dealer market', () => {
  it('buys where nobody else has the money, makes the money it pays, and is paid in the order of everybody', () => {
    const run = course({ spread: '0.6' });
    const { economy, result } = run;
    // 15 tickets at 0.7: the first that cover 10.
    expect(sales(run)).toHaveLength(15);
    expect(sales(run)[0]).toBe('0: H1 P2#0 0.7 CB');
    expect(sales(run)[14]).toBe('0: H1 P3#4 0.7 CB');
    expect(result.defaulted).toEqual(['H3']);
    const { backstop: figures } = result.metrics;
    expect(figures).toMatchObject({
      faceBought: decimal(15),
      paid: decimal('10.5'),
      faceSold: decimal(0),
      // 6 of the 10 that H3 owed, and 5 that H4 owed.
      redeemed: decimal(11),
      faceLost: decimal(4),
      peakHoldings: decimal(15),
      holdings: decimal(0),
      profit: decimal('0.5'),
      days: 5,
      bidDays: 5,
      bidShare: decimal(1),
    });
    // Cash there was, less what the central bank took in beyond what it made.
    expect(economy.ledger.cash('CB').toFixed()).toBe('-13.5');
    expect(runFigures(result)['backstop']).toMatchObject({ face_bought: '15', profit: '0.5', bid_share: '1' });
  });

  it('tells its quotes only where they make a difference, and only when that changes', () => {
    const quotes = recorded(course({ spread: '0.6', buckets: ['short'] }), 'BackstopQuote');
    const base = { kind: 'BackstopQuote', phase: 'setup', day: 0, bucket: 'short', bid: '0.7', ask: '1.3' };
    expect(quotes).toEqual([
      { ...base, effective_bid: '0.7', effective_ask: '1.1', bid_by: 'CB', ask_by: 'vbt_short' },
      // It has a ticket to offer, and the value-based trader has none.
      { ...base, effective_bid: '0.7', effective_ask: '1.3', bid_by: 'CB', ask_by: 'CB' },
      // H3's default has moved the value-based trader to 0.38 and 0.82; the paper of H4 is due today and is not traded.
      { ...base, day: 3, effective_bid: '0.7', effective_ask: '0.82', bid_by: 'CB', ask_by: 'vbt_short' },
    ]);
  });

  it('stands there from its first day on, in the buckets named', () => {
    expect(sales(course({ spread: '0.6', fromDay: 1 }))).toEqual([]);
    expect(sales(course({ spread: '0.6', buckets: ['mid', 'long'] }))).toEqual([]);
    const { dealers } = course({ spread: '0.6', fromDay: 1 }, { maxDays: 1 });
    expect(dealers.market.outside('short').bidBy).toBe('vbt_short');
  });

  it('leaves the field to value-based traders who can pay', () => {
    const run = course({ spread: '0.6' }, { config: { vbtFunding: 'outside' } });
    expect(new Set(run.economy.events.of('Trade').map(({ vbt }) => vbt))).toEqual(new Set(['vbt_short']));
    // From the close of day 2 on they bid 0.38, but nobody has anything left to sell.
    expect(run.result.metrics.backstop).toMatchObject({ faceBought: decimal(0), profit: decimal(0), bidDays: 3 });
    expect(run.economy.events.of('BackstopQuote').map(({ day }) => day)).toEqual([0, 0, 0, 2]);
    expect(run.result.metrics.market?.absorptionRate?.toFixed()).toBe('1');
    expect(course({ spread: '0.6' }).result.metrics.market?.absorptionRate?.toFixed()).toBe('0');
  });

  it('buys nothing of those who are barred, if it is to buy of others only', () => {
    const barred = () => ['H3'];
    const run = course({ spread: '0.6', buys: 'unbarred' }, { ports: { barred } });
    expect(sales(run)).toEqual([]);
    expect(run.economy.events.of('OrderRejected').at(0)).toMatchObject({ reason: 'unaffordable' });
    expect(sales(course({ spread: '0.6', buys: 'all' }, { ports: { barred } }))).toHaveLength(15);
    expect(sales(course({ spread: '0.6', buys: 'unbarred' }))).toHaveLength(15);
  });

  it('sells what it holds', () => {
    const economy = createEconomy({ seed: 1 });
    const dealers = secondaryMarket(economy, POOR, { outside: backstop(economy, POOR, { spread: '0.6' }) });
    const { metrics } = simulate(economy, world, {
      maxDays: 4,
      phases: [dealers],
      rules: { check: 'daily' },
      mode: 'step',
      onDay: (day) => {
        if (day === 0)
          expect(dealers.market.buy(0, 'H4', 'short')).toMatchObject({ kind: 'Executed', price: decimal('1.3') });
      },
    });
    // H4 paid 1.3 for a ticket of H3, of which 0.6 came back.
    expect(metrics.backstop).toMatchObject({
      faceSold: decimal(1),
      soldFor: decimal('1.3'),
      peakHoldings: decimal(15),
    });
  });

  it('values what it still holds at the outside mids', () => {
    const { metrics } = course({ spread: '0.6' }, { maxDays: 1 }).result;
    expect(metrics.backstop).toMatchObject({
      holdings: decimal(15),
      holdingsWorth: decimal(15),
      redeemed: decimal(0),
      profit: decimal('4.5'),
    });
  });
});

describe('a backstop that cannot be', () => {
  const refused = (options: BackstopOptions) => () => backstop(createEconomy({ seed: 1 }), POOR, options);

  it('is refused where it is written', () => {
    expect(refused({ spread: '0.3' })).toThrow(
      expect.objectContaining({
        code: 'BACKSTOP_TOO_TIGHT',
        details: { bucket: 'mid', spread: decimal('0.3'), opening: decimal('0.3') },
      }),
    );
    expect(refused({ spread: '0.3', buckets: ['short'] })).not.toThrow();
  });

  it.each([
    [{ spread: 0 }, 'backstop.spread', 'greater than 0'],
    [{ spread: 1, mid: -1 }, 'backstop.mid', 'at least 0'],
    [{ spread: 1, buckets: ['short', 'far'] }, 'backstop.buckets', 'among short, mid, long'],
    [{ spread: 1, fromDay: -1 }, 'backstop.fromDay', 'a whole number of at least 0'],
    [{ spread: 1, buys: 'some' as 'all' }, 'backstop.buys', "'all' or 'unbarred'"],
  ])('%j: %s', (options, field, allowed) => {
    expect(refused(options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTIONS',
        details: { field, reason: `not ${allowed}` },
        message: expect.stringContaining(`${field} must be ${allowed}`),
      }),
    );
  });
});
