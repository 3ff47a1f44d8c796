import { type Decimal, decimal } from '@bagehot/kernel';

/** Rounding half-even, as big.js numbers it. */
const HALF_EVEN = 2;

/** The exact 0. */
export const ZERO: Decimal = decimal(0);

/** The exact 1. */
export const ONE: Decimal = decimal(1);

/** Half of an amount is written as a product, because a product is exact. */
export const HALF: Decimal = decimal('0.5');

/** The nearest multiple of 10^-decimals, ties to the even one. */
export function onGrid(amount: Decimal, decimals: number): Decimal {
  return amount.round(decimals, HALF_EVEN);
}

/** The larger of two amounts. */
export function larger(a: Decimal, b: Decimal): Decimal {
  return a.gte(b) ? a : b;
}

/** The smaller of two amounts. */
export function smaller(a: Decimal, b: Decimal): Decimal {
  return a.lte(b) ? a : b;
}

/** The sum of a list of amounts. */
export function total(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}

/**
 * The largest integer k with k * divisor <= amount, for a positive divisor.
 *
 * A rounded quotient is only the first guess: it is corrected by exact products until it is right (dealer specification, section 2).
 */
export function floorQuotient(amount: Decimal, divisor: Decimal): Decimal {
  let k = amount.div(divisor).round(0, 0);
  while (k.times(divisor).gt(amount)) k = k.minus(1);
  while (k.plus(1).times(divisor).lte(amount)) k = k.plus(1);
  return k;
}
