import { type Decimal, ONE } from '@bagehot/kernel';
import { fromUnits, halfEvenDiv } from '@bagehot/kernel/quanta';

/** Decimals of reported ratios. */
const DECIMALS = 12;
const UNITS = 10n ** BigInt(DECIMALS);

/**
 * A reported ratio of two amounts, such as a fill rate: half-even to 12 decimals; 1 where there is no whole.
 *
 * @see financing specification, section 2
 */
export function ratio(part: bigint, whole: bigint): Decimal {
  return whole === 0n ? ONE : fromUnits(halfEvenDiv(part * UNITS, whole), DECIMALS);
}
