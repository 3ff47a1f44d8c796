import { halfEvenDiv } from '@bagehot/kernel/quanta';
import { RATE_ONE } from '../numbers.js';
import type { ClearingBook, ClearingOutcome } from '../protocols/clearing.js';

/** What a clearing rule decides; the rest of an outcome follows from it. Legs: see `matchLegs`. */
export type ClearingDecision = Pick<ClearingOutcome, 'callRate' | 'grants' | 'draws' | 'legs' | 'ratePerLeg'>;

/** Sums of a book and of what is granted. */
export type Totals = Pick<ClearingOutcome, 'supplied' | 'requested' | 'volume'>;

/**
 * Completes a clearing rule's decision by the figures that follow from it and the book: totals, volume, ratio, spread.
 *
 * @param totals - where the rule has them already
 * @example
 * clear: (book) => clearingOutcome(book, { callRate, grants, draws, legs: matchLegs(grants, draws) })
 * @see central bank specification, section 8.3
 */
export function clearingOutcome(
  book: ClearingBook,
  decision: ClearingDecision,
  { supplied, requested, volume }: Totals = totalsOf(book, decision),
): ClearingOutcome {
  return {
    callRate: decision.callRate,
    indicative: volume === 0n,
    liquidityRatio: requested === 0n ? null : halfEvenDiv(supplied * RATE_ONE, requested),
    spread: decision.callRate - book.policyRate,
    supplied,
    requested,
    volume,
    grants: decision.grants,
    draws: decision.draws,
    legs: decision.legs,
    ...(decision.ratePerLeg !== undefined && { ratePerLeg: decision.ratePerLeg }),
  };
}

function totalsOf(book: ClearingBook, { grants }: ClearingDecision): Totals {
  let volume = 0n;
  for (const grant of grants) volume += grant;
  return { supplied: totalUnits(book.supplies), requested: totalUnits(book.requests), volume };
}

/** The amount of all orders together. */
export function totalUnits(orders: readonly { readonly units: bigint }[]): bigint {
  let total = 0n;
  for (const { units } of orders) total += units;
  return total;
}
