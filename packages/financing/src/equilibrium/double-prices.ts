import { type Decimal, decimal } from '@bagehot/kernel';

/**
 * Doubles as prices, digit for digit. A double that is no positive number becomes 1: the residual check will tell that it clears nothing.
 */
export function decimalPrices(prices: Float64Array): readonly Decimal[] {
  return Array.from(prices, (price) => decimal(price > 0 && price < Number.POSITIVE_INFINITY ? price : 1));
}

/** The largest absolute value of all but the first. */
export function restNorm(excess: Float64Array): number {
  let norm = 0;
  for (let g = 1; g < excess.length; g++) norm = Math.max(norm, Math.abs(excess[g] as number));
  return norm;
}
