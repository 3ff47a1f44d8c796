import {
  type Anchors,
  type DealerPosition,
  type DealerQuote,
  type Decimal,
  decimal,
  outsideQuote,
  type PricingParams,
  quoteDealer,
} from '@bagehot/kernel';
import { createQuote, moneyGrid, outsideQuanta, quoteQuanta, toDecimal, toQuanta } from '@bagehot/kernel/quanta';
import { anchors, dealerPosition, oracleOutsideQuote, oracleQuote, pricingParams } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const QUANTUM = decimal('1e-12');

/** Moves the cash to where the dealer can just pay for a whole number of tickets, and one quantum to either side: there K* jumps. */
const atJump = fc.option(
  fc.record({ tickets: fc.integer({ min: -3, max: 40 }), quanta: fc.integer({ min: -1, max: 1 }) }),
);
const extras = fc.record({
  parCap: fc.boolean(),
  moneyDecimals: fc.constantFrom(12, 12, 12, 6, 2),
});

interface Case {
  readonly position: DealerPosition;
  readonly anchor: Anchors;
  readonly params: PricingParams;
}

const onGrid = (value: Decimal, decimals: number): Decimal => value.round(decimals, 0);

const cases: fc.Arbitrary<Case> = fc
  .tuple(dealerPosition({ overdrawn: true }), anchors(), pricingParams(), atJump, extras)
  .map(([position, anchor, params, jump, extra]) => {
    const { moneyDecimals } = extra;
    const mid = onGrid(anchor.mid, moneyDecimals);
    const cash = jump === null ? position.cash : mid.times(jump.tickets).plus(QUANTUM.times(jump.quanta));
    return {
      position: { ticketCount: position.ticketCount, cash: onGrid(cash, moneyDecimals) },
      anchor: { mid, spread: onGrid(anchor.spread, moneyDecimals) },
      // A cap is a face and lies on the grid.
      params: {
        ...params,
        ...extra,
        parCap: extra.parCap && onGrid(params.ticketSize, moneyDecimals).eq(params.ticketSize),
      },
    };
  });

const quoteOf = ({ position, anchor, params }: Case): DealerQuote =>
  quoteDealer(position, outsideQuote(anchor, params), params);

describe('the integer pricing kernel', () => {
  it('equals the published chain of rounded divisions on 10,000 cases, as texts', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const oracle = oracleQuote(one.position, one.anchor, one.params);
        // Where K* is half a million or more, ties are closer than the chain's 24 decimals; there the exact quotient is the rule.
        fc.pre(oracle.maxFundableTickets < 500_000);
        expect(JSON.stringify(outsideQuote(one.anchor, one.params))).toBe(
          JSON.stringify(oracleOutsideQuote(one.anchor, one.params)),
        );
        expect(JSON.parse(JSON.stringify(quoteOf(one)))).toEqual(JSON.parse(JSON.stringify(oracle)));
      }),
      { numRuns: 10_000 },
    );
  });

  it('rounds ties of the whole quote to the even quantum, as the chain does', () => {
    // With these K the only odd primes in 2 (K+1) (K+2) besides 5 are 3 and 7: a spread that is a multiple of 63 leaves halves, quarters, eighths, tenths.
    const tie = fc.record({
      tickets: fc.nat(4),
      funded: fc.constantFrom(0, 2, 3, 6, 8),
      mid: fc.bigInt({ min: 10n ** 10n, max: 10n ** 13n }),
      spread: fc.bigInt({ min: 0n, max: 10n ** 10n }).map((count) => count * 63n),
    });
    fc.assert(
      fc.property(tie, ({ tickets, funded, mid, spread }) => {
        const grid = moneyGrid(12);
        const one: Case = {
          position: { ticketCount: tickets, cash: toDecimal(grid, BigInt(funded - tickets) * mid) },
          anchor: { mid: toDecimal(grid, mid), spread: toDecimal(grid, spread) },
          params: { ticketSize: decimal(1), guardMid: decimal(0), clipBidAtZero: true },
        };
        const { bid, ask } = oracleQuote(one.position, one.anchor, one.params);
        const quote = quoteOf(one);
        expect([quote.bid.toString(), quote.ask.toString()]).toEqual([bid.toString(), ask.toString()]);
      }),
      { numRuns: 2000 },
    );
  });

  it('fills the same object as the decimal face reports', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const grid = moneyGrid(one.params.moneyDecimals ?? 12);
        const parCap = one.params.parCap === true ? toQuanta(grid, one.params.ticketSize) : undefined;
        const [mid, spread] = [toQuanta(grid, one.anchor.mid), toQuanta(grid, one.anchor.spread)];
        const outside = outsideQuanta(mid, spread, one.params.clipBidAtZero, parCap);
        const rules = { guardMid: toQuanta(grid, onGrid(one.params.guardMid, grid.decimals)), parCap };
        const quote = createQuote();
        // Whatever was in the object before does not matter.
        quoteQuanta(3, 10n ** 12n, { mid: 1n, spread: 1n, bid: 0n, ask: 2n }, { guardMid: 5n, parCap: 1n }, quote);
        quoteQuanta(one.position.ticketCount, toQuanta(grid, one.position.cash), outside, rules, quote);
        const face = quoteOf(one);
        expect({ ...quote, maxFundableTickets: Number(quote.maxFundableTickets) }).toEqual({
          equity: toQuanta(grid, face.equity),
          maxFundableTickets: face.maxFundableTickets,
          bid: toQuanta(grid, face.bid),
          ask: toQuanta(grid, face.ask),
          bidPinned: face.bidPinned,
          askPinned: face.askPinned,
          askFloored: face.askFloored,
          guarded: face.guarded,
          canBuy: face.canBuy,
          canSell: face.canSell,
          executionBid: toQuanta(grid, face.executionBid),
          executionAsk: toQuanta(grid, face.executionAsk),
        });
      }),
    );
  });
});

describe('every quote', () => {
  it('stays in the outside band, bid at or below ask, and says when it is pinned', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const outside = outsideQuote(one.anchor, one.params);
        const quote = quoteOf(one);
        expect(quote.bid.gte(outside.bid) && quote.ask.gte(quote.bid) && quote.ask.lte(outside.ask)).toBe(true);
        expect([quote.bidPinned, quote.askPinned]).toEqual([quote.bid.eq(outside.bid), quote.ask.eq(outside.ask)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('only passes through under guard, and never promises what the dealer has not', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { position, anchor, params } = one;
        const outside = outsideQuote(anchor, params);
        const quote = quoteOf(one);
        expect(quote.guarded).toBe(anchor.mid.lte(params.guardMid));
        if (quote.guarded) expect([quote.canBuy, quote.canSell, quote.maxFundableTickets]).toEqual([false, false, 0]);
        if (quote.canBuy) expect(position.cash.gte(quote.bid)).toBe(true);
        if (quote.canSell) expect(position.ticketCount).toBeGreaterThan(0);
        expect(quote.executionBid.eq(quote.canBuy ? quote.bid : outside.bid)).toBe(true);
        expect(quote.executionAsk.eq(quote.canSell ? quote.ask : outside.ask)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the theorems of an unguarded dealer with inventory within its capacity', () => {
  // The dealer holds a of its K tickets and the rest in cash: x from 0 to X*.
  const dealer = fc
    .record({
      funded: fc.integer({ min: 0, max: 60 }),
      share: fc.integer({ min: 0, max: 60 }),
      odd: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      mid: fc.bigInt({ min: 10n ** 10n, max: 2n * 10n ** 12n }),
      width: fc.bigInt({ min: 1n, max: 2n * 10n ** 12n }),
      size: fc.constantFrom('1', '0.5', '5', '20'),
    })
    .map(({ funded, share, odd, mid, width, size }) => {
      const grid = moneyGrid(12);
      const tickets = Math.min(share, funded);
      const params = { ticketSize: decimal(size), guardMid: decimal(0), clipBidAtZero: false };
      // An even spread, at most twice the mid: B lies on the grid and is not negative.
      const spread = 2n * (width < mid ? width : mid);
      const anchor = { mid: toDecimal(grid, mid), spread: toDecimal(grid, spread) };
      const at = (count: number): DealerQuote => {
        const cash = toDecimal(grid, BigInt(funded - count) * mid + (odd % mid));
        return quoteDealer({ ticketCount: count, cash }, outsideQuote(anchor, params), params);
      };
      return { funded, tickets, anchor, params, at, outside: outsideQuote(anchor, params) };
    });

  /** Apart by less than a few rounded divisions at 24 decimals. */
  const close = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lte('3e-24');

  it('holds K* while tickets and cash are exchanged at the mid', () => {
    fc.assert(
      fc.property(dealer, ({ funded, tickets, at }) => {
        expect(at(tickets).maxFundableTickets).toBe(funded);
      }),
    );
  });

  it('leaves the same gap to the band at both ends: (O/2) S X* / ((X* + 2S)(X* + S))', () => {
    fc.assert(
      fc.property(dealer, ({ funded, at, anchor, params, outside }) => {
        const S = params.ticketSize;
        const X = S.times(funded);
        const product = X.plus(S.times(2)).times(X.plus(S));
        const gap = anchor.spread.times('0.5').times(S).times(X).div(product);
        expect(close(outside.ask.minus(at(0).interiorAsk), gap)).toBe(true);
        expect(close(at(funded).interiorBid.minus(outside.bid), gap)).toBe(true);
        if (funded === 0) return;
        const next = anchor.spread
          .times('0.5')
          .times(S)
          .times(X.times(3).plus(S.times(2)))
          .div(product);
        expect(close(at(funded - 1).interiorBid.minus(outside.bid), next)).toBe(true);
      }),
    );
  });

  it('never clips a quote inside the band, so pins come from having nothing to deal with', () => {
    fc.assert(
      fc.property(dealer, ({ tickets, at, outside }) => {
        const { interiorAsk, interiorBid, askFloored } = at(tickets);
        expect(interiorAsk.minus('3e-24').lte(outside.ask) && interiorBid.plus('3e-24').gte(outside.bid)).toBe(true);
        expect(askFloored).toBe(false);
      }),
    );
  });

  it('asks exactly the inside width more than it bids: a(x) - b(x) = I, and λN = 1', () => {
    fc.assert(
      fc.property(dealer, ({ funded, tickets, at }) => {
        const quote = at(tickets);
        expect(quote.interiorAsk.minus(quote.interiorBid).eq(quote.insideWidth)).toBe(true);
        const product = quote.layoffProbability.times(funded + 1);
        expect(
          product
            .minus(1)
            .abs()
            .lte(decimal('5e-25').times(funded + 1)),
        ).toBe(true);
      }),
    );
  });

  it('lowers its midline by O S / (X* + 2S) per ticket, symmetrically about M at half capacity', () => {
    fc.assert(
      fc.property(dealer, ({ funded, tickets, at, anchor }) => {
        const mirror = at(funded - tickets).midline;
        expect(at(tickets).midline.plus(mirror).eq(anchor.mid.times(2))).toBe(true);
        if (funded % 2 === 0) expect(at(funded / 2).midline.eq(anchor.mid)).toBe(true);
        if (tickets === 0) return;
        const step = at(tickets - 1).midline.minus(at(tickets).midline);
        expect(step.gt(0) && close(step, anchor.spread.div(funded + 2))).toBe(true);
      }),
    );
  });

  it('scales with the unit of money and keeps K*', () => {
    fc.assert(
      fc.property(dealer, fc.integer({ min: 2, max: 1000 }), ({ tickets, at, anchor, params, funded }, factor) => {
        const one = at(tickets);
        const larger = { mid: anchor.mid.times(factor), spread: anchor.spread.times(factor) };
        const scaledParams = { ...params, ticketSize: params.ticketSize.times(factor) };
        const cash = one.equity.minus(anchor.mid.times(tickets)).times(factor);
        const scaled = quoteDealer({ ticketCount: tickets, cash }, outsideQuote(larger, scaledParams), scaledParams);
        expect(scaled.maxFundableTickets).toBe(funded);
        expect(scaled.capacity.eq(one.capacity.times(factor))).toBe(true);
        const slack = decimal('1e-24').times(factor + 1);
        expect(scaled.midline.minus(one.midline.times(factor)).abs().lte(slack)).toBe(true);
        expect(scaled.interiorBid.minus(one.interiorBid.times(factor)).abs().lte(slack)).toBe(true);
        expect(
          scaled.bid.minus(one.bid.times(factor)).abs().lte(QUANTUM.times(factor).times('0.5').plus(QUANTUM)),
        ).toBe(true);
      }),
    );
  });

  it('earns M - bid on a ticket it buys, and ask - M on one it sells', () => {
    fc.assert(
      fc.property(dealer, ({ tickets, at, anchor, params, outside }) => {
        const before = at(tickets);
        const cash = before.equity.minus(anchor.mid.times(tickets));
        if (before.canBuy) {
          const after = quoteDealer({ ticketCount: tickets + 1, cash: cash.minus(before.bid) }, outside, params);
          expect(after.equity.minus(before.equity).eq(anchor.mid.minus(before.bid))).toBe(true);
        }
        if (before.canSell) {
          const after = quoteDealer({ ticketCount: tickets - 1, cash: cash.plus(before.ask) }, outside, params);
          expect(after.equity.minus(before.equity).eq(before.ask.minus(anchor.mid))).toBe(true);
        }
      }),
    );
  });
});
