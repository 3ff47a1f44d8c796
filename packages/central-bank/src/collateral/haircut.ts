import { floorDiv } from '@bagehot/kernel/quanta';
import { InvalidPledgeError } from '../errors.js';
import { RATE_ONE, readRateUnits } from '../numbers.js';

/** What of a value is left after a share of it is taken off, rounded down: what a pledge may bear after its haircut, or brings in a forced sale. */
export function lessShare(value: bigint, share: bigint): bigint {
  return floorDiv(value * (RATE_ONE - share), RATE_ONE);
}

/**
 * A share in units of 10^-12.
 *
 * @throws InvalidPledgeError unless it is a decimal from 0 to 1 with at most 12 digits after the point
 */
export function readShare(input: unknown, field: string): bigint {
  const share = readRateUnits(input);
  if (share !== undefined && share >= 0n && share <= RATE_ONE) return share;
  throw invalidPledge(field, input, 'a decimal from 0 to 1 with at most 12 digits after the point');
}

/** The error for something that cannot be pledged, or is not. */
export function invalidPledge(field: string, value: unknown, allowed: string): InvalidPledgeError {
  const shown = String(value);
  return new InvalidPledgeError(
    'INVALID_PLEDGE',
    { field, value: shown, allowed },
    `${field} must be ${allowed}, but is ${shown}`,
  );
}
