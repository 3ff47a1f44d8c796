import { type Decimal, isDecimal, ONE } from '@bagehot/kernel';
import { Problems } from '../problems.js';
import { roundDigits } from './significant-digits.js';

/**
 * A solver's answer as a price vector: positive decimals of at most `priceDigits` significant digits, half-even, the first exactly 1.
 *
 * @throws FinancingError with every problem found: `DIMENSION_MISMATCH`, `INVALID_OPTION` (no decimal), `NUMERAIRE_NOT_ONE`, `PRICE_NOT_POSITIVE`
 */
export function readSolverPrices(
  solver: string,
  prices: readonly Decimal[],
  goods: number,
  priceDigits: number,
): readonly Decimal[] {
  if (prices.length !== goods || !prices.every(isPrice)) refuse(solver, prices, goods);
  return prices.map((price) => roundDigits(price, priceDigits));
}

function isPrice(price: Decimal, g: number): boolean {
  return isDecimal(price) && price.gt(0) && (g > 0 || price.eq(ONE));
}

/** Tells everything that is wrong. */
function refuse(solver: string, prices: readonly Decimal[], goods: number): void {
  const problems = new Problems();
  const path = `prices of solver ${solver}`;
  if (prices.length !== goods) problems.add('DIMENSION_MISMATCH', path, `${prices.length} long`, `${goods} long`);
  for (const [g, price] of prices.entries())
    if (!isDecimal(price)) problems.add('INVALID_OPTION', `${path}[${g}]`, price, 'a decimal');
    else if (!price.gt(0)) problems.add('PRICE_NOT_POSITIVE', `${path}[${g}]`, price, 'greater than 0');
    else if (g === 0 && !price.eq(ONE)) problems.add('NUMERAIRE_NOT_ONE', `${path}[0]`, price, 'exactly 1');
  problems.check();
}
