import { type Decimal, decimal, quotient, sum } from '@bagehot/kernel';

/** Decimals of means and ratios. */
const DECIMALS = 12;

/** Mean of what is told, half-even to 12 decimals; null when nothing is, or when one of the numbers is infinite. */
export function meanOf(texts: readonly (string | number | null)[]): Decimal | null {
  const told = texts.filter((text) => text !== null);
  if (told.length === 0 || told.includes('Infinity')) return null;
  return quotient(sum(told.map((text) => decimal(text))), decimal(told.length), { decimals: DECIMALS });
}

/** part / whole, half-even to 12 decimals; 1 when there is no whole. */
export function shareOf(part: Decimal, whole: Decimal): Decimal {
  return whole.eq(0) ? decimal(1) : quotient(part, whole, { decimals: DECIMALS });
}
