import { type AgentId, type Decimal, decimal, max, type OutsideQuote } from '@bagehot/kernel';
import type { OutsideOffer } from './ports.js';

/** Standing quotes of somebody who backs a bucket's value-based trader. Money per ticket. */
export interface BackingQuotes {
  readonly by: AgentId;
  /** 0 or less: no bid. */
  readonly bid: Decimal;
  /** What it asks for a ticket it could deliver; absent when it has none. */
  readonly ask?: Decimal | undefined;
}

/** A bucket's value-based trader as it stands. */
export interface BackedTrader {
  readonly vbt: AgentId;
  /** What it would quote if nobody else did. */
  readonly quote: OutsideQuote;
  /** Can it pay its own bid? */
  readonly canPay: boolean;
  /** Does it have a ticket to deliver? */
  readonly canDeliver: boolean;
}

/**
 * The effective outside quotes of a bucket whose value-based trader is backed by somebody, such as a dealer of last resort: the better bid counts, or the only one
 * there is money for; the better ask, or the only one there are tickets for. Nobody asks less than a standing bid. With one of the backing quotes in force the mid
 * lies half-way between bid and ask; with none the trader's own quotes count as they are.
 *
 * @see one-economy specification, section 6
 * @example
 * const outside: OutsideSource = {
 *   quote: (bucket, { quote, vbt }) =>
 *     backedOutside({ vbt, quote, canPay: true, canDeliver: true }, { by: 'CB', bid: decimal('0.8') }),
 * };
 */
export function backedOutside(own: BackedTrader, backing: BackingQuotes): OutsideOffer {
  const { vbt, quote } = own;
  const bids = backing.bid.gt(0) && (backing.bid.gt(quote.bid) || !own.canPay);
  const asks = backing.ask !== undefined && (backing.ask.lt(quote.ask) || !own.canDeliver);
  if (!bids && !asks) return { ...quote, bidBy: vbt, askBy: vbt };
  const bid = bids ? backing.bid : quote.bid;
  const ask = max(bid, asks && backing.ask !== undefined ? backing.ask : quote.ask);
  return {
    bid,
    ask,
    mid: bid.plus(ask).times(decimal('0.5')),
    spread: ask.minus(bid),
    bidBy: bids ? backing.by : vbt,
    askBy: asks ? backing.by : vbt,
  };
}
