import { halfEvenDiv } from '@bagehot/kernel/quanta';
import { RATE_ONE } from '../numbers.js';
import type { ClearingBook, ClearingOutcome } from '../protocols/clearing.js';

/** What a rule decides. */
export type Decision = Pick<ClearingOutcome, 'callRate' | 'grants' | 'draws' | 'legs' | 'ratePerLeg'>;

/** Completes a rule's decision by the figures that follow from it and the book. */
export function outcomeOf(book: ClearingBook, decision: Decision): ClearingOutcome {
  const supplied = totalUnits(book.supplies);
  const requested = totalUnits(book.requests);
  let volume = 0n;
  for (const grant of decision.grants) volume += grant;
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

/** The amount of all orders together. */
export function totalUnits(orders: readonly { readonly units: bigint }[]): bigint {
  let total = 0n;
  for (const { units } of orders) total += units;
  return total;
}
