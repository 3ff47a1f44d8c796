import {
  backedOutside,
  createDealerSimulation,
  type DealerEvent,
  type DealerMarketConfig,
  type DealerPorts,
  dealerInvariants,
  measureDealer,
  type TradeResult,
} from '@bagehot/dealer';
import { assertInvariants, createEventLog, createRandom, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { open as openAlone, stack, ticket, traders } from './example-market.js';
import { type Debt, marketOn, openWorld, type World } from './ledger-world.js';

/** H1 holds claims on H3 (P1, mid on day 0, then short), H2 on H1 (P2, long, then mid); the dealer of the short bucket owes a loan of 3 (L) due on day 1. */
const DEBTS: readonly Debt[] = [
  ['H3', 'H1', 5, 4],
  ['H1', 'H2', 4, 9],
];

function open(config: DealerMarketConfig = {}, ports: Partial<DealerPorts> = {}): World {
  const world = openWorld({ H1: 10, H2: 5, H3: 3 }, DEBTS, config, ports);
  const { ledger, market } = world;
  market.endow(0, 'dealer_short', 3);
  ledger.transfer({ day: 0, kind: 'loan', asset: 'cash', from: 'H2', to: 'dealer_short', amount: decimal(3) });
  const loan = { kind: 'call-loan', debtor: 'dealer_short', creditor: 'H2', amount: decimal('3.25'), dueDay: 1 };
  world.contracts.issue(loan);
  market.runSession(1, []);
  return world;
}

const sales = (results: readonly TradeResult[]) =>
  results.map((result) =>
    result.kind === 'Executed' ? [result.route, result.ticket.id, result.ticket.owner, result.price.toFixed()] : result,
  );

describe('a dealer that must raise money', () => {
  it('sells its tickets at the outside bid, lowest serial first, until it has raised enough', () => {
    const { market, events, ledger } = open();
    // Not the lowest serial first.
    for (const k of [2, 0, 3]) market.sell(1, 'H1', `P1#${k}`);
    expect(market.shelf('dealer_short').home).toHaveLength(3);
    const cash = ledger.cash('dealer_short');
    expect(sales(market.layOff(1, 'dealer_short', '1.5'))).toEqual([
      ['Layoff', 'P1#0', 'vbt_short', '0.9'],
      ['Layoff', 'P1#2', 'vbt_short', '0.9'],
    ]);
    expect(ledger.cash('dealer_short').minus(cash).toFixed()).toBe('1.8');
    const told = events.events.slice(-5).map((event) => event.kind);
    expect(told).toEqual(['Trade', 'DealerQuote', 'CapitalInjected', 'Trade', 'DealerQuote']);
    expect(events.of('Trade').at(-1)).toMatchObject({
      route: 'Layoff',
      side: 'SELL',
      trader: 'dealer_short',
      dealer: 'dealer_short',
      vbt: 'vbt_short',
      inventoryAfter: 1,
      isPassThrough: true,
    });
    expect(events.of('DealerQuote').at(-1)).toMatchObject({ phase: 'trade', inventory: 1 });
    assertInvariants(market, dealerInvariants);
  });

  it('goes by serial, not by the day tickets are due', () => {
    const { market } = openWorld({ H1: 1, H2: 1, H3: 1 }, [
      ['H3', 'H1', 1, 3],
      ['H2', 'H1', 1, 2],
    ]);
    market.endow(0, 'dealer_short', 4);
    for (const id of ['P2#0', 'P1#0']) market.sell(0, 'H1', id);
    expect(market.shelf('dealer_short').home).toHaveLength(2);
    expect(sales(market.layOff(0, 'dealer_short', '0.1'))).toEqual([['Layoff', 'P1#0', 'vbt_short', '0.9']]);
  });

  it('sells tickets of other buckets too, at the bids of these', () => {
    const { market } = openWorld({ H1: 1, H2: 1 }, [['H1', 'H2', 2, 6]]);
    market.endow(0, 'dealer_short', 1);
    market.sell(0, 'H2', 'P1#0');
    expect(market.buy(0, 'dealer_short', 'mid')).toMatchObject({ kind: 'Rejected', reason: 'unaffordable' });
    market.endow(0, 'dealer_short', 1);
    expect(market.buy(0, 'dealer_short', 'mid')).toMatchObject({ kind: 'Executed' });
    expect(market.shelf('dealer_short').other.map(({ id }) => id)).toEqual(['P1#0']);
    expect(sales(market.layOff(0, 'dealer_short', 5))).toEqual([['Layoff', 'P1#0', 'vbt_mid', '0.85']]);
  });

  it('raises nothing when nothing is asked, and all it can when too much is', () => {
    const { market } = open();
    for (const k of [0, 1]) market.sell(1, 'H1', `P1#${k}`);
    expect([market.layOff(1, 'dealer_short', 0), market.layOff(1, 'dealer_short', -1)]).toEqual([[], []]);
    expect(market.layOff(1, 'dealer_short', 100)).toHaveLength(2);
    expect(market.layOff(1, 'dealer_short', 100)).toEqual([]);
  });

  it('stops where nobody pays', () => {
    const worthless = open({ anchors: band('1', '2') });
    for (const k of [0, 1]) worthless.market.sell(1, 'H1', `P1#${k}`);
    expect(worthless.market.shelf('dealer_short').home).toHaveLength(2);
    expect(worthless.market.layOff(1, 'dealer_short', 1)).toEqual([]);
    const poor = open({ vbtFunding: 'funded' });
    poor.market.endow(1, 'vbt_short', 1);
    for (const k of [0, 1]) poor.market.sell(1, 'H1', `P1#${k}`);
    expect(poor.market.layOff(1, 'dealer_short', 5)).toHaveLength(1);
  });

  it('does not sell what is settled today', () => {
    const { market } = open();
    market.sell(1, 'H1', 'P1#0');
    market.runSession(4, []);
    expect(market.layOff(4, 'dealer_short', 1)).toEqual([]);
  });

  it('sells to whoever stands behind the market', () => {
    const { market, ledger } = open(
      {},
      {
        outside: {
          quote: (_, own) =>
            backedOutside({ ...own, canPay: true, canDeliver: true }, { by: 'CB', bid: decimal('0.93') }),
          takes: ({ id }) => id !== 'P1#1',
        },
      },
    );
    for (const k of [0, 1]) market.sell(1, 'H1', `P1#${k}`);
    const before = ledger.cash('CB');
    expect(sales(market.layOff(1, 'dealer_short', 5))).toEqual([
      ['Layoff', 'P1#0', 'CB', '0.93'],
      ['Layoff', 'P1#1', 'vbt_short', '0.9'],
    ]);
    // Money is made for both: by the central bank for its ticket, from outside for the other one.
    expect(before.minus(ledger.cash('CB')).toFixed()).toBe('1.83');
  });

  it('has to be a dealer', () => {
    const { market } = open();
    for (const act of [() => market.layOff(1, 'vbt_short', 1), () => market.close('H1')])
      expect(act).toThrow(
        expect.objectContaining({
          code: 'UNKNOWN_DEALER',
          details: expect.objectContaining({ known: ['dealer_short', 'dealer_mid', 'dealer_long'] }),
        }),
      );
    expect(() => market.layOff(1, 'dealer_short', '0.0000000000001')).toThrow(
      expect.objectContaining({ code: 'OFF_GRID' }),
    );
    expect(() => market.layOff(0, 'dealer_short', 1)).toThrow(expect.objectContaining({ code: 'DAY_PASSED' }));
  });

  it('is no customer in the figures', () => {
    const log = createEventLog<DealerEvent>();
    const alone = openAlone(
      {
        traders: traders({ H1: 5, H2: 0 }),
        tickets: [...stack(2, 'H1', 'dealer_short', 3), ticket('x', 'H1', 'H2', 3)],
      },
      { events: log },
    );
    alone.market.layOff(0, 'dealer_short', 1);
    alone.market.close('dealer_short');
    alone.market.sell(0, 'H2', 'x');
    const metrics = measureDealer(log.events);
    const [short] = metrics?.buckets ?? [];
    expect([metrics?.totalTrades, short?.layoffs, short?.passThroughSells, short?.vbtNetAbsorption]).toEqual([
      1, 2, 1, 1,
    ]);
    expect(short?.dealer.equityEnd.toFixed()).toBe(alone.market.equity('dealer_short').toFixed());
    expect(short?.dealer.trading.toFixed()).toBe('-0.2');
  });
});

describe('a dealer’s equity', () => {
  it('is cash and tickets at the mid, less all it owes', () => {
    const { market } = open();
    expect(market.equity('dealer_short').toFixed()).toBe('2.75');
    market.sell(1, 'H1', 'P1#0');
    const after = market.equity('dealer_short');
    market.observeLosses(1, new Map([['short', decimal('0.5')]]));
    expect(after.minus(market.equity('dealer_short')).toFixed()).toBe('0.5');
  });
});

describe('a dealer that has borrowed', () => {
  it('quotes on all its cash, or on what today’s dues leave', () => {
    const all = open().market.quote('short');
    expect([all.equity.toFixed(), all.maxFundableTickets]).toEqual(['6', 6]);
    const rest = open({ reserveDealerDues: true });
    expect(rest.market.quote('short').equity.toFixed()).toBe('2.75');
    rest.ledger.transfer({ day: 1, kind: 'loan', asset: 'cash', from: 'dealer_short', to: 'H2', amount: decimal(3) });
    expect(rest.market.quote('short')).toMatchObject({ maxFundableTickets: 0, canBuy: false });
    expect(rest.market.sell(1, 'H1', 'P1#0')).toMatchObject({ route: 'PassThrough' });
    // What is due tomorrow is not reserved today.
    const later = openWorld({ H1: 1 }, [], { reserveDealerDues: true });
    later.market.endow(0, 'dealer_mid', 2);
    later.contracts.issue({ kind: 'call-loan', debtor: 'dealer_mid', creditor: 'H1', amount: decimal(2), dueDay: 1 });
    expect(later.market.quote('mid').equity.toFixed()).toBe('2');
  });

  it('owes nothing where tickets stand alone', () => {
    const { market } = openAlone({ traders: traders({ H1: 5 }), reserveDealerDues: true, dealers: { short: 2 } });
    expect(market.quote('short').equity.toFixed()).toBe('2');
  });
});

describe('a dealer that has left trade', () => {
  it('trades as if it had no ticket and no money', () => {
    const { market, ledger, events } = open();
    market.sell(1, 'H1', 'P1#0');
    market.close('dealer_short');
    const cash = ledger.cash('dealer_short').toFixed();
    const shelf = market.shelf('dealer_short');
    expect(market.quote('short')).toMatchObject({
      ...{ canBuy: false, canSell: false, maxFundableTickets: 0, bidPinned: true, askPinned: true },
      ...{ bid: decimal('0.9'), executionBid: decimal('0.9'), ask: decimal('1.1'), executionAsk: decimal('1.1') },
    });
    expect(market.quote('short').inventory.toFixed()).toBe('0');
    expect(market.sell(1, 'H1', 'P1#1')).toMatchObject({ route: 'PassThrough', ticket: { owner: 'vbt_short' } });
    expect(market.buy(1, 'H2', 'short')).toMatchObject({ route: 'PassThrough', ticket: { id: 'P1#1' } });
    expect(market.buy(1, 'H2', 'short')).toMatchObject({ kind: 'Rejected', reason: 'no-ticket' });
    expect(market.layOff(1, 'dealer_short', 1)).toEqual([]);
    expect(events.of('DealerQuote').at(-1)).toMatchObject({ inventory: 0, capacity: decimal(0) });
    expect([ledger.cash('dealer_short').toFixed(), market.shelf('dealer_short')]).toEqual([cash, shelf]);
    expect(market.closed).toEqual(['dealer_short']);
    expect(market.equity('dealer_short').toFixed()).toBe(decimal(cash).plus(1).minus('3.25').toFixed());
    assertInvariants(market, dealerInvariants);
  });

  it('gets nothing that ages into its bucket, and keeps what ages out of it', () => {
    const world = openWorld({ H1: 10, H2: 5, H3: 5 }, [
      ['H3', 'H1', 3, 10],
      ['H2', 'H1', 3, 5],
    ]);
    const { market } = world;
    for (const dealer of market.dealers.values()) market.endow(0, dealer, 9);
    market.runSession(0, []);
    market.sell(0, 'H1', 'P1#0');
    market.sell(0, 'H1', 'P2#0');
    expect(market.shelf('dealer_long').home).toHaveLength(1);
    expect(market.shelf('dealer_mid').home).toHaveLength(1);
    market.close('dealer_mid');
    market.runSession(2, []);
    expect(world.events.of('Rebucket')).toEqual([
      expect.objectContaining({ ticket: 'P1#0', holderType: 'dealer-to-vbt', price: decimal(1) }),
    ]);
    expect(market.shelf('vbt_mid').home.map(({ id }) => id)).toEqual(['P1#0']);
    expect(market.shelf('dealer_mid').other.map(({ id }) => id)).toEqual(['P2#0']);
    expect(market.quote('short').inventory.toFixed()).toBe('0');
  });

  it('has nobody listening make no difference', () => {
    const [told, quiet] = [true, false].map((isTold) => {
      const { market, ledger, contracts } = openWorld(
        { H1: 10, H3: 5 },
        [['H3', 'H1', 3, 10]],
        isTold ? {} : { checks: 'off' },
        isTold ? {} : { events: undefined as never },
      );
      for (const dealer of market.dealers.values()) market.endow(0, dealer, 9);
      market.runSession(0, []);
      market.sell(0, 'H1', 'P1#0');
      market.close('dealer_mid');
      for (const day of [2, 7]) market.runSession(day, []);
      return [ledger.snapshot(), contracts.snapshot(), market.snapshot()];
    });
    expect(quiet).toEqual(told);
  });

  it('quotes by no rule of the user', () => {
    const pricing = {
      quote: () => {
        throw new Error('asked');
      },
    };
    const { market } = openWorld({ H1: 1 }, [], {}, { pricing });
    market.close('dealer_short');
    expect(market.quote('short').bid.toFixed()).toBe('0.9');
    expect(() => market.quote('mid')).toThrow('asked');
  });

  it('stays closed in a snapshot', () => {
    const world = open();
    world.market.sell(1, 'H1', 'P1#0');
    world.market.close('dealer_short');
    world.market.close('dealer_short');
    const snapshot = JSON.parse(JSON.stringify(world.market.snapshot()));
    const again = marketOn(world, {}, {}, snapshot);
    expect([again.closed, again.quote('short').canSell]).toEqual([['dealer_short'], false]);
    expect(again.snapshot()).toEqual(snapshot);
  });

  it('stays closed in a run that stands alone', () => {
    const config = { traders: [...traders({ H1: 5, H2: 1 })], tickets: stack(3, 'H1', 'dealer_short', 2) };
    const alone = openAlone(config);
    alone.market.close('dealer_short');
    const text = JSON.stringify(alone.snapshot());
    const again = createDealerSimulation(config, { random: createRandom(1) }, JSON.parse(text));
    expect(again.market.closed).toEqual(['dealer_short']);
    again.runDay();
    expect(again.market.shelf('dealer_short').home).toHaveLength(3);
  });
});

/** One mid and spread for every bucket. */
function band(mid: string, spread: string): NonNullable<DealerMarketConfig['anchors']> {
  return { short: { mid, spread }, mid: { mid, spread }, long: { mid, spread } };
}
