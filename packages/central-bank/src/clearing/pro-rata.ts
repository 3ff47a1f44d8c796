import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { ClearingBook } from '../protocols/clearing.js';
import { type LegOptions, matchLegs } from './legs.js';
import { type Decision, type Totals, totalUnits } from './outcome.js';

/**
 * Shares whichever side is short among the other: all that can be lent is, and everybody on the longer side gets the same part of what it wanted, to the
 * quantum.
 *
 * @param totals - as `bookTotals` gives them
 * @throws TooManyLegsError `TOO_MANY_LEGS`
 * @see central bank specification, section 8.1
 */
export function shareProRata(
  book: ClearingBook,
  { supplied, requested }: Totals,
  legOptions: LegOptions,
): Omit<Decision, 'callRate'> {
  const wanted = book.requests.map(({ units }) => units);
  const offered = book.supplies.map(({ units }) => units);
  const grants = supplied < requested ? allocateQuanta(supplied, wanted) : wanted;
  const draws = requested < supplied ? allocateQuanta(requested, offered) : offered;
  return { grants, draws, legs: matchLegs(grants, draws, legOptions) };
}

/** Both sides of a book, and what can be traded at most. */
export function bookTotals(book: ClearingBook): Totals {
  const supplied = totalUnits(book.supplies);
  const requested = totalUnits(book.requests);
  return { supplied, requested, volume: supplied < requested ? supplied : requested };
}
