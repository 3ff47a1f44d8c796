import { floorDiv, halfEvenDiv } from './div-round.js';

/** The value-based trader's quotes in quanta per ticket: the band no dealer quote leaves. */
export interface OutsideQuanta {
  readonly mid: bigint;
  readonly spread: bigint;
  readonly bid: bigint;
  readonly ask: bigint;
}

/** What a quote depends on besides position and outside quotes; fixed for a market. */
export interface QuoteRules {
  /** At an outside mid of this or less the dealer passes everything through (quanta per ticket, at least 0). */
  readonly guardMid: bigint;
  /** No bid or outside quote above this (the ticket's face); undefined for none. */
  readonly parCap: bigint | undefined;
}

/** A dealer's quotes and what follows from them, in quanta per ticket. Owned by the caller and overwritten by every `quoteQuanta`. */
export interface QuoteQuanta {
  /** V: cash plus tickets at the outside mid. */
  equity: bigint;
  /** K*: tickets the dealer could hold if all its equity were tickets. */
  maxFundableTickets: bigint;
  bid: bigint;
  ask: bigint;
  /** The quote sits on the outside quote. */
  bidPinned: boolean;
  askPinned: boolean;
  /** The ask would have been below the bid and was raised to it. */
  askFloored: boolean;
  guarded: boolean;
  /** The dealer itself takes the next ticket a customer sells. */
  canBuy: boolean;
  /** The dealer itself delivers the next ticket a customer buys. */
  canSell: boolean;
  /** What a seller gets now: the bid, or the outside bid when the dealer cannot buy. */
  executionBid: bigint;
  /** What a buyer pays now: the ask, or the outside ask when the dealer cannot sell. */
  executionAsk: bigint;
}

/** A quote object to be filled by `quoteQuanta`. */
export function createQuote(): QuoteQuanta {
  return {
    equity: 0n,
    maxFundableTickets: 0n,
    bid: 0n,
    ask: 0n,
    bidPinned: false,
    askPinned: false,
    askFloored: false,
    guarded: false,
    canBuy: false,
    canSell: false,
    executionBid: 0n,
    executionAsk: 0n,
  };
}

/**
 * Outside quotes from the anchors: ask A = M + O/2 and bid B = M - O/2, posted half-even on the grid; the ask is never below the bid.
 *
 * @param mid - M, quanta per ticket
 * @param spread - O, quanta per ticket, at least 0
 * @param clipBidAtZero - a negative bid becomes 0
 * @param parCap - neither quote above this; undefined for no cap
 * @see dealer specification, sections 5 and 19
 */
export function outsideQuanta(
  mid: bigint,
  spread: bigint,
  clipBidAtZero: boolean,
  parCap: bigint | undefined,
): OutsideQuanta {
  let bid = halfEvenDiv(2n * mid - spread, 2n);
  if (clipBidAtZero && bid < 0n) bid = 0n;
  let ask = halfEvenDiv(2n * mid + spread, 2n);
  if (parCap !== undefined) {
    if (bid > parCap) bid = parCap;
    if (ask > parCap) ask = parCap;
  }
  return { mid, spread, bid, ask: ask < bid ? bid : ask };
}

/**
 * Quotes a dealer: how much it pays for one more ticket and asks for one it holds.
 *
 * The specification's chain (capacity, layoff probability, inside width, midline, quotes) with the ticket size cancelled and put on one
 * denominator, so that each quote is one exactly rounded division. With a tickets, K = max(0, a + floor(C / M)), D = 2 (K+1) (K+2) and
 * u = (2a - K) (K+1):
 *
 *     bid = (M D - O (u + K + 2)) / D        ask = (M D - O (u - K - 2)) / D
 *
 * rounded half-even as a whole, clipped to the outside quotes. At K < 500,000 this equals the published chain of rounded divisions; beyond, it is the
 * definition.
 *
 * Allocates nothing but bigints. Arguments are not checked: `quoteDealer` is the checked form.
 *
 * @param tickets - a, tickets on the dealer's home shelf
 * @param cash - C in quanta; negative for an overdrawn dealer
 * @param quote - receives the result
 * @see dealer specification, section 7
 */
export function quoteQuanta(
  tickets: number,
  cash: bigint,
  outside: OutsideQuanta,
  rules: QuoteRules,
  quote: QuoteQuanta,
): void {
  const { mid, spread, bid: outsideBid, ask: outsideAsk } = outside;
  const held = BigInt(tickets);
  quote.equity = mid * held + cash;
  if (mid <= rules.guardMid) {
    passThrough(outsideBid, outsideAsk, quote);
    return;
  }

  let fundable = held + floorDiv(cash, mid);
  if (fundable < 0n) fundable = 0n;
  const rungs = fundable + 1n;
  const reach = fundable + 2n;
  const divisor = 2n * rungs * reach;
  const lean = (held + held - fundable) * rungs;
  const centre = mid * divisor;

  let bid = halfEvenDiv(centre - spread * (lean + reach), divisor);
  if (bid < outsideBid) bid = outsideBid;
  if (rules.parCap !== undefined && bid > rules.parCap) bid = rules.parCap;
  let ask = halfEvenDiv(centre - spread * (lean - reach), divisor);
  if (ask > outsideAsk) ask = outsideAsk;
  if (rules.parCap !== undefined && ask > rules.parCap) ask = rules.parCap;
  const floored = ask < bid;
  if (floored) ask = bid;

  const canBuy = held < fundable && cash >= bid;
  const canSell = tickets > 0;
  quote.maxFundableTickets = fundable;
  quote.bid = bid;
  quote.ask = ask;
  quote.bidPinned = bid === outsideBid;
  quote.askPinned = ask === outsideAsk;
  quote.askFloored = floored;
  quote.guarded = false;
  quote.canBuy = canBuy;
  quote.canSell = canSell;
  quote.executionBid = canBuy ? bid : outsideBid;
  quote.executionAsk = canSell ? ask : outsideAsk;
}

/** The guard: when tickets are worth next to nothing the dealer stops dealing, and both sides go to the value-based trader. */
function passThrough(outsideBid: bigint, outsideAsk: bigint, quote: QuoteQuanta): void {
  quote.maxFundableTickets = 0n;
  quote.bid = outsideBid;
  quote.ask = outsideAsk;
  quote.bidPinned = true;
  quote.askPinned = true;
  quote.askFloored = false;
  quote.guarded = true;
  quote.canBuy = false;
  quote.canSell = false;
  quote.executionBid = outsideBid;
  quote.executionAsk = outsideAsk;
}
