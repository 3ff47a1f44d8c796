import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { ClearingBook, Shares } from '../protocols/clearing.js';
import { type LegOptions, matchLegs } from './legs.js';
import { type ClearingDecision, type Totals, totalUnits } from './outcome.js';

/** Grants and draws of {@link shareProRata}. */
export function proRataShares(book: ClearingBook): Shares {
  return sharesOf(book, bookTotals(book));
}

function sharesOf(book: ClearingBook, { supplied, requested }: Totals): Shares {
  const wanted = book.requests.map(({ units }) => units);
  const offered = book.supplies.map(({ units }) => units);
  const grants = supplied < requested ? allocateQuanta(supplied, wanted) : wanted;
  const draws = requested < supplied ? allocateQuanta(requested, offered) : offered;
  return { grants, draws };
}

/**
 * Shares whichever side is short among the other: all that can be lent is, and everybody on the longer side gets the same part of what it wanted, to the
 * quantum.
 *
 * @param totals - as `bookTotals` gives them
 * @param shares - as `proRataShares` gives them, if they are known
 * @throws TooManyLegsError `TOO_MANY_LEGS`
 * @see central bank specification, section 8.1
 */
export function shareProRata(
  book: ClearingBook,
  totals: Totals,
  legOptions: LegOptions,
  shares?: Shares,
): Omit<ClearingDecision, 'callRate'> {
  const { grants, draws } = shares ?? sharesOf(book, totals);
  return { grants, draws, legs: matchLegs(grants, draws, legOptions) };
}

/** Both sides of a book, and what can be traded at most. */
export function bookTotals(book: ClearingBook): Totals {
  const supplied = totalUnits(book.supplies);
  const requested = totalUnits(book.requests);
  return { supplied, requested, volume: supplied < requested ? supplied : requested };
}
