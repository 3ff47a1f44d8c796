import {
  backedOutside,
  type DealerEvent,
  type DealerMarketConfig,
  dealerInvariants,
  type OutsideSource,
  type Ticket,
} from '@bagehot/dealer';
import { assertInvariants, createEventLog, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { open as openAlone, stack, traders } from './example-market.js';
import { openWorld, type World } from './ledger-world.js';

/** H1 has five claims of 1 on H3 and owes H2; prices are those of the short bucket: M = 1, O = 0.2. */
function open(outside: OutsideSource, config: DealerMarketConfig = {}): World {
  return openWorld(
    { H1: 10, H2: 5, H3: 3 },
    [
      ['H3', 'H1', 5, 3],
      ['H1', 'H2', 4, 5],
    ],
    config,
    { outside },
  );
}

/** Somebody stands behind every value-based trader, who can always pay. */
const behind = (bid: string, by = 'CB', ask?: string): OutsideSource => ({
  quote: (_, { quote, vbt }) =>
    backedOutside(
      { vbt, quote, canPay: true, canDeliver: true },
      { by, bid: decimal(bid), ask: ask === undefined ? undefined : decimal(ask) },
    ),
});

const told = ({ bid, ask, mid, spread, bidBy, askBy }: ReturnType<World['market']['outside']>): readonly string[] => [
  ...[bid, ask, mid, spread].map((price) => price.toFixed()),
  bidBy,
  askBy,
];

describe('outside quotes from a source of the user', () => {
  it('are the band, the mid and the spread dealers quote by', () => {
    const { market } = open(behind('0.96'));
    market.endow(0, 'dealer_short', 4);
    expect(told(market.outside('short'))).toEqual(['0.96', '1.1', '1.03', '0.14', 'CB', 'vbt_short']);
    const { bid, ask, maxFundableTickets, equity } = market.quote('short');
    // V = 4, M = 1.03: K* = 3, X* = 3, I = 0.14 / 4, p = 1.03 + 0.14 * 3 / 10.
    expect([bid, ask, equity].map((price) => price.toFixed())).toEqual(['1.0545', '1.0895', '4']);
    expect(maxFundableTickets).toBe(3);
    expect(market.anchors('short').mid.toFixed()).toBe('1');
    assertInvariants(market, dealerInvariants);
  });

  it('say who buys what is passed through, and who pays for it', () => {
    const { market, ledger, events } = open(behind('0.95'));
    expect(market.sell(0, 'H1', 'P1#0')).toMatchObject({ route: 'PassThrough', ticket: { owner: 'CB' } });
    expect(events.of('Trade')[0]).toMatchObject({ vbt: 'CB', dealer: 'dealer_short', isPassThrough: true });
    expect(events.of('DealerQuote')[0]).toMatchObject({ bucket: 'short', vbtBid: decimal('0.95') });
    expect([ledger.cash('H1').toFixed(), ledger.cash('vbt_short').toFixed()]).toEqual(['10.95', '0']);
  });

  it('say who sells what is passed through', () => {
    const { market, ledger } = open({
      quote: (bucket, own) => behind(bucket === 'short' ? '0.95' : '0', 'CB', '1.02').quote(bucket, own),
    });
    expect(market.buy(0, 'H2', 'short')).toMatchObject({ kind: 'Rejected', reason: 'no-ticket' });
    market.sell(0, 'H1', 'P1#3');
    const before = ledger.cash('CB');
    expect(market.buy(0, 'H2', 'short')).toMatchObject({ route: 'PassThrough', ticket: { id: 'P1#3', owner: 'H2' } });
    expect(ledger.cash('CB').minus(before).toFixed()).toBe('1.02');
  });

  it('need not be anybody’s who has money for them: then there is no sale', () => {
    const { market } = open(behind('0.99', 'poor'), { vbtFunding: 'funded' });
    expect(() => market.sell(0, 'H1', 'P1#0')).toThrow(expect.objectContaining({ code: 'UNKNOWN_AGENT' }));
    const world = open(behind('0.99', 'H4'), { vbtFunding: 'outside' });
    world.ledger.open('H4');
    expect(world.market.sell(0, 'H1', 'P1#0')).toMatchObject({ reason: 'unaffordable' });
    expect(world.market.bidFor(0, 'H1')).toBeUndefined();
  });

  it('do not touch the price of tickets that age into the next bucket', () => {
    const { market, events } = open(behind('0.95'));
    market.endow(0, 'dealer_mid', 9);
    market.endow(0, 'dealer_short', 9);
    market.runSession(0, []);
    market.sell(0, 'H2', 'P2#0');
    market.runSession(2, []);
    expect(events.of('Rebucket')[0]).toMatchObject({ ticket: 'P2#0', price: decimal(1), holderType: 'dealer' });
  });

  it('fall back on the value-based trader’s own bid for a ticket that is turned away', () => {
    const asked: [string, string][] = [];
    const takes = ({ issuer, owner }: Ticket, bidBy: string): boolean => {
      asked.push([owner, bidBy]);
      return issuer !== 'H3';
    };
    const { market, events } = open({ ...behind('0.95'), takes });
    const short = market.sell(0, 'H1', 'P1#0');
    expect(short).toMatchObject({ route: 'PassThrough', price: decimal('0.9'), ticket: { owner: 'vbt_short' } });
    const mid = market.sell(0, 'H2', 'P2#0');
    expect(mid).toMatchObject({ route: 'PassThrough', price: decimal('0.95'), ticket: { owner: 'CB' } });
    expect(asked).toEqual([
      ['H1', 'CB'],
      ['H2', 'CB'],
    ]);
    expect(events.of('Trade').map(({ vbt }) => vbt)).toEqual(['vbt_short', 'CB']);
    expect(market.bidFor(0, 'H1')).toMatchObject({ ticket: { id: 'P1#1' }, amount: decimal('0.9') });
  });

  it('may not cross, and nothing has changed when they do', () => {
    const crossed: OutsideSource = {
      quote: (_, { quote, vbt }) => ({ ...quote, bid: quote.ask, ask: quote.bid, bidBy: vbt, askBy: vbt }),
    };
    const { market, ledger } = open(crossed);
    expect(() => market.sell(0, 'H1', 'P1#0')).toThrow(
      expect.objectContaining({
        code: 'INVARIANT_VIOLATED',
        details: expect.objectContaining({ invariant: 'outside' }),
      }),
    );
    expect(ledger.cash('H1').toFixed()).toBe('10');
  });

  it('lie on the money grid, the mid being posted half-even', () => {
    const { market } = openWorld({ H1: 1 }, [], {}, { outside: behind('0.900000000001') });
    expect(told(market.outside('short')).slice(0, 4)).toEqual(['0.900000000001', '1.1', '1', '0.199999999999']);
    expect(() => open(behind('0.9000000000001')).market.outside('short')).toThrow(
      expect.objectContaining({ code: 'OFF_GRID' }),
    );
  });
});

describe('a value-based trader whose ask rises with what it has sold', () => {
  const config = {
    traders: traders({ H1: 20, H2: 0, H3: 0 }),
    tickets: stack(4, 'H3', 'vbt_short', 3),
    flowSensitivity: '0.4',
  };
  it.each<[string, { readonly outside?: OutsideSource }]>([
    ['asks by itself', {}],
    ['is asked by a source', { outside: { quote: (_, { quote, vbt }) => ({ ...quote, bidBy: vbt, askBy: vbt }) } }],
  ])('asks what it asked once it has bought back as much: %s', (_, ports) => {
    const { market } = openAlone(config, ports);
    const ask = () => market.outside('short').ask.toFixed();
    const bought = market.buy(0, 'H1', 'short');
    expect(bought).toMatchObject({ kind: 'Executed', price: decimal('1.1') });
    expect(ask()).toBe('1.2');
    if (bought.kind === 'Executed') market.sell(0, 'H1', bought.ticket.id);
    expect(ask()).toBe('1.1');
  });
});

describe('what somebody would get for the ticket it would sell first', () => {
  it('is the dealer’s bid while it buys, then the outside bid', () => {
    const { market } = open(behind('0.95'));
    market.endow(0, 'dealer_short', 1.5);
    const amounts = Array.from({ length: 3 }, () => {
      const bid = market.bidFor(0, 'H1');
      const sale = bid === undefined ? undefined : market.sell(0, 'H1', bid.ticket.id);
      expect(sale).toMatchObject({ kind: 'Executed', price: bid?.amount });
      return sale?.kind === 'Executed' ? sale.route : 'none';
    });
    expect(amounts).toEqual(['Inside', 'PassThrough', 'PassThrough']);
  });

  it('is nothing without a ticket that trades today, or without a buyer', () => {
    const { market, ledger } = open(behind('0'), { vbtFunding: 'funded' });
    ledger.open('H9');
    expect([market.bidFor(0, 'H3'), market.bidFor(0, 'H9'), market.bidFor(0, 'H1')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    market.endow(0, 'vbt_short', 1);
    expect(market.bidFor(0, 'H1')?.amount.toFixed()).toBe('0.9');
    expect(market.bidFor(3, 'H1')).toBeUndefined();
    expect(() => market.bidFor(2, 'H1')).toThrow(expect.objectContaining({ code: 'DAY_PASSED' }));
  });

  it('follows a choice of the user', () => {
    const last = openWorld(
      { H1: 1, H3: 0 },
      [['H3', 'H1', 5, 3]],
      {},
      {
        ticketChoice: {
          toSell: (view, trader) => view.held(trader).at(-1),
          bucketToBuy: () => undefined,
        },
      },
    );
    expect(last.market.bidFor(0, 'H1')?.ticket.id).toBe('P1#4');
  });
});

describe('the effective outside quotes', () => {
  const quote = { bid: decimal('0.9'), ask: decimal('1.1'), mid: decimal(1), spread: decimal('0.2') };
  const own = { vbt: 'V', quote, canPay: true, canDeliver: true };
  it.each([
    ['nobody better', {}, '0.85', undefined, ['0.9', '1.1', '1', '0.2', 'V', 'V']],
    ['an equal bid', {}, '0.9', undefined, ['0.9', '1.1', '1', '0.2', 'V', 'V']],
    ['a better bid', {}, '0.95', undefined, ['0.95', '1.1', '1.025', '0.15', 'CB', 'V']],
    ['the only bid there is money for', { canPay: false }, '0.5', undefined, ['0.5', '1.1', '0.8', '0.6', 'CB', 'V']],
    ['no bid at all', { canPay: false }, '0', undefined, ['0.9', '1.1', '1', '0.2', 'V', 'V']],
    ['a better ask', {}, '0', '1.05', ['0.9', '1.05', '0.975', '0.15', 'V', 'CB']],
    ['a worse ask', {}, '0', '1.2', ['0.9', '1.1', '1', '0.2', 'V', 'V']],
    ['the only ask there are tickets for', { canDeliver: false }, '0', '1.2', ['0.9', '1.2', '1.05', '0.3', 'V', 'CB']],
    ['an ask below a standing bid', {}, '0', '0.8', ['0.9', '0.9', '0.9', '0', 'V', 'CB']],
    ['a bid above the ask', {}, '1.3', undefined, ['1.3', '1.3', '1.3', '0', 'CB', 'V']],
  ])('with %s', (_, state, bid, ask, expected) => {
    const backing = { by: 'CB', bid: decimal(bid), ask: ask === undefined ? undefined : decimal(ask) };
    expect(told(backedOutside({ ...own, ...state }, backing))).toEqual(expected);
  });

  it('leave a clipped bid and its mid alone where nobody is better', () => {
    const clipped = { bid: decimal(0), ask: decimal('0.4'), mid: decimal('0.1'), spread: decimal('0.6') };
    const offer = backedOutside({ ...own, quote: clipped }, { by: 'CB', bid: decimal(0) });
    expect(offer).toEqual({ ...clipped, bidBy: 'V', askBy: 'V' });
  });
});

describe('a dealer that passes on its own ticket', () => {
  it('counts its shelf again', () => {
    const log = createEventLog<DealerEvent>();
    const config = { traders: traders({ H1: 5 }), tickets: stack(2, 'H1', 'dealer_short', 2) };
    const { market } = openAlone(config, { events: log });
    expect(market.sell(0, 'dealer_short', 'dealer_short.2.0')).toMatchObject({ route: 'PassThrough' });
    expect(log.of('Trade')[0]?.inventoryAfter).toBe(1);
    expect(log.of('DealerQuote').at(-1)?.inventory).toBe(1);
  });
});
