import { type DecimalInput, decimal, exp, ln } from '@bagehot/kernel';
import { type PriceInput, readPrices } from './prices.js';
import { Problems } from './problems.js';

/**
 * Money metric of a bundle: the least that a bundle as good as this one costs at given prices, `U(x) * prod (p_g / alpha_g)^alpha_g` over the goods with
 * weight. In the numeraire, as a double that is the same on every machine; 0 when a good with weight is missing.
 *
 * @param alpha - Cobb-Douglas weights
 * @param bundle - quantities
 * @param prices - one per good, the numeraire's 1; null for a good that has left the round, of which there is none
 * @throws FinancingError `DIMENSION_MISMATCH`, `NUMERAIRE_NOT_ONE`, `PRICE_NOT_POSITIVE`
 * @example
 * moneyMetric(['0.5', '0.5'], [1, 1], [1, 4]); // 4: so much do two units of the first good and half a unit of the second cost, which are as good
 * @see financing specification, section 8
 */
export function moneyMetric(
  alpha: readonly DecimalInput[],
  bundle: readonly DecimalInput[],
  prices: PriceInput,
): number {
  const problems = new Problems();
  const read = readPrices(prices, alpha.length, problems);
  if (bundle.length !== alpha.length)
    problems.add('DIMENSION_MISMATCH', 'bundle', `${bundle.length} long`, `${alpha.length} long, as alpha is`);
  problems.check();
  let logarithm = 0;
  for (let g = 0; g < alpha.length; g++) {
    const weight = Number(decimal(alpha[g] ?? 0));
    if (weight === 0) continue;
    const value = decimal(bundle[g] ?? 0).times(read[g] ?? 0);
    if (!value.gt(0)) return 0;
    logarithm += weight * ln(Number(value) / weight);
  }
  return exp(logarithm);
}

/**
 * What a change is worth to somebody: the difference of the money metrics of two bundles at one price vector.
 *
 * @throws FinancingError what `moneyMetric` throws
 * @see financing specification, section 8
 */
export function equivalentVariation(
  alpha: readonly DecimalInput[],
  before: readonly DecimalInput[],
  after: readonly DecimalInput[],
  prices: PriceInput,
): number {
  return moneyMetric(alpha, after, prices) - moneyMetric(alpha, before, prices);
}
