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
  if (prices.length !== goods) refuse(solver, prices, goods);
  const rounded: Decimal[] = [];
  for (let g = 0; g < goods; g++) {
    const price = prices[g] as Decimal;
    if (!isPrice(price, g)) refuse(solver, prices, goods);
    rounded.push(roundDigits(price, priceDigits));
  }
  return rounded;
}

function isPrice(price: Decimal, g: number): boolean {
  // By sign and leading digit, and by identity: comparing decimals costs more than all the rest of their check.
  return isDecimal(price) && price.s > 0 && price.c[0] !== 0 && (g > 0 || price === ONE || price.eq(ONE));
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
