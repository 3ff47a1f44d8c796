import BigJs from 'big.js';
import type { Anchors, DealerPosition, DealerQuote, OutsideQuote, PricingParams } from '../dealer-quote.js';
import type { Decimal } from '../decimal.js';

const ROUND_DOWN = 0;
const HALF_EVEN = 2;

// The oracle keeps its own constructor and uses nothing of the integer kernel.
const Exact = BigJs();
Exact.DP = 24;
Exact.RM = HALF_EVEN;
Exact.NE = -1_000_000;
Exact.PE = 1_000_000;

const ZERO = new Exact(0);
const larger = (a: Decimal, b: Decimal): Decimal => (a.gt(b) ? a : b);
const smaller = (a: Decimal, b: Decimal): Decimal => (a.lt(b) ? a : b);

/** The exact floor of V / M for M > 0: a rounded quotient is only the first guess. */
function floorOf(value: Decimal, mid: Decimal): Decimal {
  let floor = value.div(mid).round(0, ROUND_DOWN);
  while (floor.times(mid).gt(value)) floor = floor.minus(1);
  while (floor.plus(1).times(mid).lte(value)) floor = floor.plus(1);
  return floor;
}

/**
 * The outside quotes as the specification writes them.
 *
 * @see dealer specification, sections 5 and 19
 */
export function oracleOutsideQuote(anchors: Anchors, params: PricingParams): OutsideQuote {
  const { outsideBid, outsideAsk } = outside(anchors, params);
  const places = params.moneyDecimals ?? 12;
  return {
    bid: outsideBid.round(places, HALF_EVEN),
    ask: outsideAsk.round(places, HALF_EVEN),
    mid: anchors.mid,
    spread: anchors.spread,
  };
}

/** A and B before rounding. */
function outside(anchors: Anchors, params: PricingParams): { outsideBid: Decimal; outsideAsk: Decimal } {
  const half = new Exact(anchors.spread).times('0.5');
  const mid = new Exact(anchors.mid);
  const size = new Exact(params.ticketSize);
  const capped = (price: Decimal): Decimal => (params.parCap === true ? smaller(price, size) : price);
  const bid = mid.minus(half);
  const outsideBid = capped(params.clipBidAtZero ? larger(ZERO, bid) : bid);
  return { outsideBid, outsideAsk: larger(capped(mid.plus(half)), outsideBid) };
}

/**
 * The dealer's quote as the specification writes it, line by line in big.js: three divisions rounded half-even to 24 decimals, quotes posted half-even on
 * the grid. Slow and readable: what the integer kernel is tested against.
 *
 * @see dealer specification, section 7
 */
export function oracleQuote(position: DealerPosition, anchors: Anchors, params: PricingParams): DealerQuote {
  const places = params.moneyDecimals ?? 12;
  const grid = (price: Decimal): Decimal => price.round(places, HALF_EVEN);
  const S = new Exact(params.ticketSize);
  const M = new Exact(anchors.mid);
  const O = new Exact(anchors.spread);
  const C = new Exact(position.cash);
  const x = S.times(position.ticketCount);
  const V = M.times(position.ticketCount).plus(C);
  const { outsideBid: B, outsideAsk: A } = outside(anchors, params);
  const postedBid = grid(B);
  const postedAsk = grid(A);

  if (M.lte(params.guardMid)) {
    return {
      bid: postedBid,
      ask: postedAsk,
      midline: M,
      insideWidth: O,
      layoffProbability: new Exact(1),
      capacity: ZERO,
      maxFundableTickets: 0,
      inventory: x,
      equity: V,
      interiorBid: B,
      interiorAsk: A,
      bidPinned: true,
      askPinned: true,
      askFloored: false,
      guarded: true,
      canBuy: false,
      canSell: false,
      executionBid: postedBid,
      executionAsk: postedAsk,
    };
  }

  const K = larger(ZERO, floorOf(V, M));
  const X = S.times(K);
  const lambda = S.div(X.plus(S));
  const I = S.times(O).div(X.plus(S));
  const p = M.minus(O.times(x.times(2).minus(X)).div(X.plus(S.times(2)).times(2)));
  const interiorAsk = p.plus(I.times('0.5'));
  const interiorBid = p.minus(I.times('0.5'));
  const capped = (price: Decimal): Decimal => (params.parCap === true ? smaller(price, S) : price);
  const bid = capped(grid(larger(B, interiorBid)));
  const best = capped(grid(smaller(A, interiorAsk)));
  const ask = larger(bid, best);
  const canBuy = x.plus(S).lte(X) && C.gte(bid);
  const canSell = x.gte(S);
  return {
    bid,
    ask,
    midline: p,
    insideWidth: I,
    layoffProbability: lambda,
    capacity: X,
    maxFundableTickets: K.toNumber(),
    inventory: x,
    equity: V,
    interiorBid,
    interiorAsk,
    bidPinned: bid.eq(postedBid),
    askPinned: ask.eq(postedAsk),
    askFloored: best.lt(bid),
    guarded: false,
    canBuy,
    canSell,
    executionBid: canBuy ? bid : postedBid,
    executionAsk: canSell ? ask : postedAsk,
  };
}
