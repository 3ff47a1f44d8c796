import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';

/** A round's prices as integers. Values count units of 10^-(decimals + quantityScale); products with quanta are exact. */
export interface PriceGrid {
  /** Largest number of decimal places among the prices: K. */
  readonly decimals: number;
  /** P_g = p_g * 10^K; 0 for a good that has left the round. */
  readonly units: readonly bigint[];
  /** Two quanta of every good, in value units: by so much a bound on values may be missed, because trade is in whole quanta. */
  readonly tolerance: bigint;
}

/**
 * The integers of a price vector.
 *
 * @param prices - one per good; null for a good that has left the round
 * @see financing specification, section 2
 */
export function priceGrid(prices: readonly (Decimal | null)[]): PriceGrid {
  let decimals = 0;
  for (const price of prices) if (price !== null) decimals = Math.max(decimals, decimalPlaces(price));
  const units: bigint[] = [];
  let sum = 0n;
  for (const price of prices) {
    const unit = price === null ? 0n : (unitsOf(price, decimals) as bigint);
    units.push(unit);
    sum += unit;
  }
  return { decimals, units, tolerance: 2n * sum };
}

/** The value of one row of an agent-major matrix of quanta, in value units. */
export function rowValue(grid: PriceGrid, quanta: ArrayLike<bigint>, row: number): bigint {
  const { units } = grid;
  const goods = units.length;
  const start = row * goods;
  let value = 0n;
  for (let g = 0; g < goods; g++) {
    const held = quanta[start + g] as bigint;
    if (held !== 0n) value += (units[g] as bigint) * held;
  }
  return value;
}
