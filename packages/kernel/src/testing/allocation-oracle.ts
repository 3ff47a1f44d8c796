import BigJs from 'big.js';
import type { Decimal } from '../decimal.js';

const ROUND_DOWN = 0;

// The oracle keeps its own constructor and uses nothing of the integer side.
const Exact = BigJs();
Exact.DP = 40;
Exact.NE = -1_000_000;
Exact.PE = 1_000_000;

/**
 * Largest remainder in plain big.js: floor every share, then sort the claims by what flooring took from them and give the left-over quanta to the first
 * ones. Slow and readable: what `allocate` is tested against.
 *
 * @param total - at least 0, a multiple of the quantum
 * @param weights - at least 0 each, not all 0
 * @see dealer specification, section 10
 */
export function oracleAllocate(
  total: Decimal,
  weights: readonly Decimal[],
  options: { readonly quantum: Decimal },
): readonly Decimal[] {
  const units = new Exact(total).div(options.quantum);
  const whole = weights.reduce((sum, weight) => sum.plus(weight), new Exact(0));
  const claims = weights.map((weight, index) => {
    const product = units.times(weight);
    let share = product.div(whole).round(0, ROUND_DOWN);
    // A quotient that rounds up to a whole number is one too many.
    if (share.times(whole).gt(product)) share = share.minus(1);
    return { index, share, rest: product.minus(share.times(whole)) };
  });
  const left = claims.reduce((sum, claim) => sum.minus(claim.share), units).toNumber();
  const lucky = new Set(
    claims
      .slice()
      .sort((a, b) => b.rest.cmp(a.rest) || a.index - b.index)
      .slice(0, left)
      .map((claim) => claim.index),
  );
  return claims.map(({ index, share }) => (lucky.has(index) ? share.plus(1) : share).times(options.quantum));
}
