import { type Anchors, type BucketId, type Decimal, decimal, max, min, ZERO } from '@bagehot/kernel';
import { DealerError } from './errors.js';

/** How wide somebody stands behind a bucket, whatever happens. Per unit of face. */
export interface StandingTerms {
  /** Half-way between the quotes; the bucket's opening mid M, what the paper fetches in ordinary times, unless given. */
  readonly mid?: Decimal | undefined;
  readonly spread: Decimal;
}

/** The bucket stood behind, as its market opens. */
export interface StandingBucket {
  readonly bucket: BucketId;
  /** Opening outside mid and spread, money per ticket. */
  readonly opening: Anchors;
  /** S: face of one ticket. */
  readonly ticketSize: Decimal;
  /** Digits of the money grid. */
  readonly moneyDecimals: number;
  /** No price above face. @defaultValue false */
  readonly parCap?: boolean;
}

/** Standing quotes on the money grid, money per ticket. A bid of 0 is none. */
export interface StandingQuotes {
  readonly bid: Decimal;
  readonly ask: Decimal;
}

const HALF: Decimal = decimal('0.5');
/** Rounding modes of decimals: towards 0, which is down from 0 on, and away from it. */
const DOWN = 0;
const UP = 3;

/**
 * Standing quotes of a dealer of last resort: the bid `S (mid - spread/2)` rounded down on the money grid and at least 0, the ask `S (mid + spread/2)` rounded up. Neither
 * moves with the market.
 *
 * @throws DealerError `BACKSTOP_TOO_TIGHT` unless the spread is wider than the bucket's opening outside spread: private quotes come first in ordinary times
 * @see one-economy specification, section 6
 * @example
 * const terms = { spread: decimal('0.6') };
 * standingQuotes(terms, { bucket: 'short', opening, ticketSize: decimal(1), moneyDecimals: 12 }); // bid 0.7, ask 1.3 around M = 1
 */
export function standingQuotes(terms: StandingTerms, at: StandingBucket): StandingQuotes {
  const { bucket, opening, ticketSize, moneyDecimals, parCap = false } = at;
  const spread = terms.spread.times(ticketSize);
  if (spread.lte(opening.spread))
    throw new DealerError(
      'BACKSTOP_TOO_TIGHT',
      { bucket, spread, opening: opening.spread },
      `a backstop's spread must be wider than the opening outside spread of each bucket: in bucket ${bucket} it is ${spread} per ticket, the opening one ${opening.spread}`,
    );
  const mid = terms.mid === undefined ? opening.mid : terms.mid.times(ticketSize);
  const half = spread.times(HALF);
  const bid = max(ZERO, mid.minus(half)).round(moneyDecimals, DOWN);
  const ask = max(ZERO, mid.plus(half)).round(moneyDecimals, UP);
  return parCap ? { bid: min(bid, ticketSize), ask: min(ask, ticketSize) } : { bid, ask };
}
