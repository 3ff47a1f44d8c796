import { halfEvenDiv } from '@bagehot/kernel/quanta';
import { RATE_ONE } from '../numbers.js';
import type { ClearingBook, ClearingOutcome } from '../protocols/clearing.js';

/** What a rule decides. */
export type Decision = Pick<ClearingOutcome, 'callRate' | 'grants' | 'draws' | 'legs' | 'ratePerLeg'>;

/** Sums of a book and of what is granted. */
export type Totals = Pick<ClearingOutcome, 'supplied' | 'requested' | 'volume'>;

/**
 * Completes a rule's decision by the figures that follow from it and the book.
 *
 * @param totals - where the rule has them already
 */
export function outcomeOf(
  book: ClearingBook,
  decision: Decision,
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

function totalsOf(book: ClearingBook, { grants }: Decision): Totals {
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
