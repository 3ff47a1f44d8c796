import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { ClearingBook } from '../protocols/clearing.js';
import { type LegOptions, matchLegs } from './legs.js';
import { type Decision, totalUnits } from './outcome.js';

/**
 * Shares whichever side is short among the other: all that can be lent is, and everybody on the longer side gets the same part of what it wanted, to the
 * quantum.
 *
 * @throws TooManyLegsError `TOO_MANY_LEGS`
 * @see central bank specification, section 8.1
 */
export function shareProRata(book: ClearingBook, legOptions: LegOptions): Omit<Decision, 'callRate'> {
  const wanted = book.requests.map(({ units }) => units);
  const offered = book.supplies.map(({ units }) => units);
  const requested = totalUnits(book.requests);
  const supplied = totalUnits(book.supplies);
  const grants = supplied < requested ? allocateQuanta(supplied, wanted) : wanted;
  const draws = requested < supplied ? allocateQuanta(requested, offered) : offered;
  return { grants, draws, legs: matchLegs(grants, draws, legOptions) };
}
