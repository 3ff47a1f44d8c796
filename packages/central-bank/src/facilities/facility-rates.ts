import { halfEvenDiv } from '@bagehot/kernel/quanta';
import type { CorridorBounds } from '../clearing/corridor.js';
import { RATE_ONE } from '../numbers.js';
import type { FacilityTerms } from './facility-terms.js';

/**
 * The corridor around a policy rate. Where it is dynamic, its middle and its width grow with the defaults beyond those expected; each bound is rounded once,
 * half-even.
 *
 * @param defaults - the share of defaults observed, in units of 10^-12
 * @see central bank specification, section 11.1
 */
export function corridorAt(policyRate: bigint, terms: FacilityTerms, defaults: bigint): CorridorBounds {
  const floor = policyRate - terms.depositSpread;
  const ceiling = policyRate + terms.lendingSpread;
  const { dynamic } = terms;
  if (dynamic === undefined) return { floor, ceiling };
  const { kMid, kWidth, expected, minFloor } = dynamic;
  const surprise = defaults > expected ? defaults - expected : 0n;
  // Half a unit of width on either side of the middle.
  const bound = (start: bigint, k: bigint): bigint => halfEvenDiv(2n * RATE_ONE * start + k * surprise, 2n * RATE_ONE);
  const moved = bound(floor, 2n * kMid - kWidth);
  const raised = bound(ceiling, 2n * kMid + kWidth);
  const lifted = moved > minFloor ? moved : minFloor;
  return { floor: lifted, ceiling: raised > lifted ? raised : lifted };
}

/** What the next loan costs when so much is lent already, in quanta. Rounded half-even. */
export function lendingRate({ ceiling }: CorridorBounds, { escalation }: FacilityTerms, outstanding: bigint): bigint {
  if (escalation === undefined) return ceiling;
  const { slope, base } = escalation;
  return halfEvenDiv(ceiling * base + slope * outstanding, base);
}
