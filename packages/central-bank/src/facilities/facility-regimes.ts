import type { AmountInput } from '../numbers.js';

/** The two spreads of a corridor. */
export interface FacilitySpreads {
  readonly depositSpread: AmountInput;
  readonly lendingSpread: AmountInput;
}

/** Ways to run monetary policy by standing facilities. */
export type FacilityRegime = 'corridor' | 'floor' | 'ecbLike' | 'zeroCorridor';

/**
 * Corridors as central banks have had them, to be spread into a configuration.
 *
 * `corridor`: symmetric, one per cent on either side. `floor`: deposits earn the policy rate, and reserves are plenty. `ecbLike`: the deposit rate steers, and
 * lending costs little more. `zeroCorridor`: both at the policy rate.
 *
 * @example
 * createStandingFacilities({ ...facilityRegimes.floor, term: 1 }, ports);
 * @see central bank specification, section 11.1
 */
export const facilityRegimes: Readonly<Record<FacilityRegime, FacilitySpreads>> = Object.freeze({
  corridor: Object.freeze({ depositSpread: '0.01', lendingSpread: '0.01' }),
  floor: Object.freeze({ depositSpread: '0', lendingSpread: '0.01' }),
  ecbLike: Object.freeze({ depositSpread: '0', lendingSpread: '0.004' }),
  zeroCorridor: Object.freeze({ depositSpread: '0', lendingSpread: '0' }),
});
