import {
  type BucketId,
  type DealerPosition,
  type DealerQuote,
  type Decimal,
  type DecimalInput,
  decimal,
  type OutsideQuote,
  outsideQuote,
} from '@bagehot/kernel';
import { anchors, brokenLaw, dealerPosition, lawText } from '@bagehot/kernel/testing';
import { assert, constantFrom, property, record } from 'fast-check';
import type { DealerPricing } from '../ports.js';

/** How the laws of a pricing rule are tried. */
export interface PricingLawOptions {
  /** Buckets it is asked about. @defaultValue ['short', 'mid', 'long'] */
  readonly buckets?: readonly BucketId[];
  /** Face of a ticket. @defaultValue 1 */
  readonly ticketSize?: DecimalInput;
  /** The money grid that prices are posted on. @defaultValue 12 */
  readonly moneyDecimals?: number;
  /** Quotes drawn. @defaultValue 200 */
  readonly numRuns?: number;
}

interface Asked {
  readonly bucket: BucketId;
  readonly position: DealerPosition;
  readonly outside: OutsideQuote;
}

/**
 * The laws of a pricing rule: a pure function; bid and ask on the money grid, within the outside quotes, the bid not above the ask; pins, execution prices and equity are
 * what they say; a dealer that buys has room, one that sells a ticket, and under guard it does neither.
 *
 * @throws Error telling the law, and the simplest position and outside quotes found that break it
 * @see dealer specification, section 7
 */
export function checkDealerPricing(pricing: DealerPricing, options: PricingLawOptions = {}): void {
  const { buckets = ['short', 'mid', 'long'], ticketSize = 1, moneyDecimals = 12, numRuns = 200 } = options;
  const params = {
    ticketSize: decimal(ticketSize),
    guardMid: decimal('0.02'),
    clipBidAtZero: true,
    moneyDecimals,
  };
  const onGrid = (value: Decimal): Decimal => value.round(moneyDecimals, 0);
  const questions = record({
    bucket: constantFrom(...buckets),
    position: dealerPosition().map(({ ticketCount, cash }) => ({ ticketCount, cash: onGrid(cash) })),
    outside: anchors().map(({ mid, spread }) => outsideQuote({ mid: onGrid(mid), spread: onGrid(spread) }, params)),
  });
  const quantum = decimal(10).pow(-moneyDecimals);
  assert(
    property(record({ asked: questions, other: questions }), ({ asked, other }) => {
      const quote = quoteOf(pricing, asked);
      checkQuote(quote, asked, quantum);
      quoteOf(pricing, other);
      const again = quoteOf(pricing, asked);
      if (lawText(quote) !== lawText(again)) throw brokenLaw('the same position has the same quote', quote, again);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

function quoteOf(pricing: DealerPricing, { bucket, position, outside }: Asked): DealerQuote {
  const shown = { ...outside };
  const quote = pricing.quote(bucket, position.ticketCount, position.cash, shown);
  if (lawText(shown) !== lawText(outside)) throw brokenLaw('the outside quotes are only read', shown, outside);
  return quote;
}

function checkQuote(quote: DealerQuote, { position, outside }: Asked, quantum: Decimal): void {
  const { bid, ask, canBuy, canSell, guarded, maxFundableTickets } = quote;
  const { ticketCount, cash } = position;
  for (const price of [bid, ask])
    if (!price.mod(quantum).eq(0)) throw brokenLaw('bid and ask lie on the money grid', price);
  if (bid.lt(outside.bid) || ask.gt(outside.ask))
    throw brokenLaw('no quote leaves the outside quotes', [bid, ask], [outside.bid, outside.ask]);
  if (bid.gt(ask)) throw brokenLaw('the bid is not above the ask', bid, ask);
  if (quote.bidPinned !== bid.eq(outside.bid) || quote.askPinned !== ask.eq(outside.ask))
    throw brokenLaw('a quote is pinned where it equals the outside quote', quote, outside);
  const wanted = [canBuy ? bid : outside.bid, canSell ? ask : outside.ask];
  if (lawText([quote.executionBid, quote.executionAsk]) !== lawText(wanted))
    throw brokenLaw(
      'who cannot trade passes on at the outside quote',
      [quote.executionBid, quote.executionAsk],
      wanted,
    );
  const equity = cash.plus(outside.mid.times(ticketCount));
  if (!quote.equity.eq(equity)) throw brokenLaw('equity is cash and tickets at the mid', quote.equity, equity);
  if (!Number.isSafeInteger(maxFundableTickets) || maxFundableTickets < 0)
    throw brokenLaw('tickets that can be funded are a whole number', maxFundableTickets);
  if (canBuy && (guarded || ticketCount + 1 > maxFundableTickets))
    throw brokenLaw('a dealer that buys has room for a ticket', { ticketCount, maxFundableTickets, guarded });
  if (canSell && (guarded || ticketCount < 1))
    throw brokenLaw('a dealer that sells has a ticket', { ticketCount, guarded });
}
