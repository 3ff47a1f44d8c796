import { allocateQuanta } from '@bagehot/kernel/quanta';
import { TooManyLegsError } from '../errors.js';
import type { ClearingLeg, LegRule } from '../protocols/clearing.js';

/** Legs there may be at most, unless a rule is told otherwise. */
export const DEFAULT_MAX_LEGS = 1_000_000;

/** How grants become legs. */
export interface LegOptions {
  /** @defaultValue 'sequential' */
  readonly legRule?: LegRule;
  /**
   * More legs are refused.
   *
   * @defaultValue 1000000
   */
  readonly maxLegs?: number;
}

/**
 * Splits grants into bilateral legs, each more than 0, such that every grant and every draw is met exactly.
 *
 * @param grants - by request, in quanta; at least 0, with the same sum as the draws
 * @param draws - by supply
 * @returns by request, then by supply
 * @throws TooManyLegsError `TOO_MANY_LEGS`
 * @see central bank specification, section 8.2
 */
export function matchLegs(
  grants: readonly bigint[],
  draws: readonly bigint[],
  { legRule = 'sequential', maxLegs = DEFAULT_MAX_LEGS }: LegOptions = {},
): readonly ClearingLeg[] {
  const legs = legRule === 'sequential' ? sequentialLegs(grants, draws) : proportionalLegs(grants, draws, maxLegs);
  if (legs.length > maxLegs) throw tooManyLegs(legs.length, maxLegs);
  return legs;
}

/**
 * Walks grants and draws in the given order with two cursors. At most one leg less than there are orders.
 *
 * @param requestOrder - indices of the grants, in the order in which they are walked; submission order unless given
 * @param supplyOrder - the same for the draws
 */
export function sequentialLegs(
  grants: readonly bigint[],
  draws: readonly bigint[],
  requestOrder?: ArrayLike<number>,
  supplyOrder?: ArrayLike<number>,
): ClearingLeg[] {
  const legs: ClearingLeg[] = [];
  let next = 0;
  let supply = -1;
  let left = 0n;
  for (let step = 0; step < grants.length; step++) {
    const request = requestOrder === undefined ? step : (requestOrder[step] as number);
    let wanted = grants[request] as bigint;
    while (wanted > 0n) {
      while (left === 0n && next < draws.length) {
        supply = supplyOrder === undefined ? next : (supplyOrder[next] as number);
        left = draws[supply] as bigint;
        next++;
      }
      if (left === 0n) break;
      const units = wanted < left ? wanted : left;
      legs.push({ request, supply, units });
      wanted -= units;
      left -= units;
    }
  }
  return legs;
}

/** Each loan in turn takes from every draw in proportion to what is left of it, so that no share exceeds it. */
function proportionalLegs(grants: readonly bigint[], draws: readonly bigint[], maxLegs: number): ClearingLeg[] {
  const legs: ClearingLeg[] = [];
  const rest = [...draws];
  for (let request = 0; request < grants.length; request++) {
    const grant = grants[request] as bigint;
    if (grant === 0n) continue;
    const shares = allocateQuanta(grant, rest);
    for (let supply = 0; supply < shares.length; supply++) {
      const units = shares[supply] as bigint;
      if (units === 0n) continue;
      legs.push({ request, supply, units });
      rest[supply] = (rest[supply] as bigint) - units;
    }
    if (legs.length > maxLegs) throw tooManyLegs(legs.length, maxLegs);
  }
  return legs;
}

function tooManyLegs(legs: number, maxLegs: number): TooManyLegsError {
  return new TooManyLegsError(
    'TOO_MANY_LEGS',
    { legs, maxLegs },
    `at least ${legs} legs, but at most ${maxLegs} allowed`,
  );
}
