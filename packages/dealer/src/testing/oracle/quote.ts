import type { Decimal } from '@bagehot/kernel';
import { floorQuotient, HALF, larger, ONE, onGrid, smaller, ZERO } from './money.js';

/** What a bucket's quotes follow from; prices are money per ticket. */
export interface QuoteInput {
  /** Tickets on the dealer's home shelf (a). */
  readonly tickets: number;
  /** Dealer's cash (C). */
  readonly cash: Decimal;
  /** Outside mid (M). */
  readonly mid: Decimal;
  /** Outside spread (O). */
  readonly spread: Decimal;
  /** Face of a ticket (S). */
  readonly size: Decimal;
  /** At a mid of this or less the dealer only passes through (M_min). */
  readonly guardMid: Decimal;
  /** Is a negative outside bid clipped at 0? */
  readonly clip: boolean;
  /** Are quotes capped at the face? */
  readonly parCap: boolean;
  /** Decimals of the money grid. */
  readonly moneyDecimals: number;
}

/** Everything the kernel publishes for one bucket, under the symbols of the dealer specification, section 7. */
export interface OracleQuote {
  readonly x: Decimal;
  readonly V: Decimal;
  readonly A: Decimal;
  readonly B: Decimal;
  readonly K: Decimal;
  readonly X: Decimal;
  readonly N: Decimal;
  readonly lambda: Decimal;
  readonly I: Decimal;
  readonly midline: Decimal;
  readonly ask: Decimal;
  readonly bid: Decimal;
  readonly pinAsk: boolean;
  readonly pinBid: boolean;
  readonly canBuy: boolean;
  readonly canSell: boolean;
  readonly guard: boolean;
}

/**
 * The published chain, line by line: three divisions at 24 digits, quotes posted half-even on the money grid.
 *
 * @see dealer specification, sections 5, 7 and (`parCap`) 19
 */
export function quoteLiterally(input: QuoteInput): OracleQuote {
  const { cash: C, mid: M, spread: O, size: S, moneyDecimals } = input;
  const x = S.times(input.tickets);
  const V = M.times(input.tickets).plus(C);

  let B = onGrid(M.minus(O.times(HALF)), moneyDecimals);
  if (input.clip) B = larger(ZERO, B);
  let A = larger(onGrid(M.plus(O.times(HALF)), moneyDecimals), B);
  if (input.parCap) {
    A = smaller(A, S);
    B = smaller(B, S);
  }

  if (M.lte(input.guardMid)) {
    return {
      ...{ x, V, A, B, K: ZERO, X: ZERO, N: ONE, lambda: ONE, I: O, midline: M, ask: A, bid: B },
      ...{ pinAsk: true, pinBid: true, canBuy: false, canSell: false, guard: true },
    };
  }

  const K = larger(ZERO, floorQuotient(V, M));
  const X = S.times(K);
  const N = K.plus(1);
  const lambda = S.div(X.plus(S));
  const I = S.times(O).div(X.plus(S));
  const slope = O.times(x.times(2).minus(X)).div(X.plus(S.times(2)).times(2));
  const midline = M.minus(slope);
  const interiorAsk = midline.plus(I.times(HALF));
  const interiorBid = midline.minus(I.times(HALF));

  let bid = onGrid(larger(B, interiorBid), moneyDecimals);
  let ask = onGrid(smaller(A, interiorAsk), moneyDecimals);
  if (input.parCap) {
    bid = smaller(bid, S);
    ask = smaller(ask, S);
  }
  ask = larger(bid, ask);

  return {
    ...{ x, V, A, B, K, X, N, lambda, I, midline, ask, bid },
    pinAsk: ask.eq(A),
    pinBid: bid.eq(B),
    canBuy: x.plus(S).lte(X) && C.gte(bid),
    canSell: x.gte(S),
    guard: false,
  };
}

/** What a customer who sells is paid now. */
export function bidInForce(quote: OracleQuote): Decimal {
  return quote.canBuy ? quote.bid : quote.B;
}
