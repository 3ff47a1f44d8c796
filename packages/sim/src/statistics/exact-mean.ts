import { type Decimal, quotient } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';

/** As all ratios. */
const RATIO = { decimals: 20, rounding: 'half-up' } as const;

/** Smaller first. */
export function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** So many units of 10^-places shared among `count`, with 20 decimals; null among none. */
export function meanOf(total: bigint, count: number, places: number): Decimal | null {
  return count === 0 ? null : quotient(fromUnits(total, places), fromUnits(BigInt(count), 0), RATIO);
}
