import { type Decimal, type DecimalInput, ONE, ZERO } from '@bagehot/kernel';
import { readDecimal } from './agent.js';
import type { Problems } from './problems.js';

/** Prices as a caller writes them: one per good, the numeraire's 1, null for a good that has left the round. */
export type PriceInput = readonly (DecimalInput | null)[];

/**
 * Reads a price vector and notes every problem: `NUMERAIRE_NOT_ONE`, `PRICE_NOT_POSITIVE`, and `DIMENSION_MISMATCH` unless there are as many as goods.
 *
 * @param goods - undefined when the prices say how many there are
 */
export function readPrices(
  prices: PriceInput,
  goods: number | undefined,
  problems: Problems,
): readonly (Decimal | null)[] {
  if (goods !== undefined && prices.length !== goods)
    problems.add('DIMENSION_MISMATCH', 'prices', `${prices.length} long`, `${goods} long, one per good`);
  return prices.map((input, g) => {
    const price = input === null ? null : (readDecimal(input, `prices[${g}]`, problems) ?? ONE);
    if (g === 0) {
      if (price === null || !price.eq(ONE)) problems.add('NUMERAIRE_NOT_ONE', 'prices[0]', price, '1');
      return ONE;
    }
    if (price === null || price.gt(ZERO)) return price;
    problems.add(
      'PRICE_NOT_POSITIVE',
      `prices[${g}]`,
      price,
      'more than 0, or null for a good that has left the round',
    );
    return ONE;
  });
}
