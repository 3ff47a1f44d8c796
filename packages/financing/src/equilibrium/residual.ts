import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { WEIGHT_ONE } from '../participants.js';
import type { EquilibriumMarket } from './market.js';
import { roundQuotient } from './significant-digits.js';

/** Excess demand of every good below this, in units of the good, counts as an equilibrium: 10^-8, as its reciprocal. */
const TOLERANCE_RECIPROCAL = 10n ** 8n;

/** Digits of the residual shown. */
const RESIDUAL_DIGITS = 6;

/** A non-negative fraction. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** How well prices clear a market. */
export interface Residual {
  /** Is it below the tolerance? */
  readonly clears: boolean;
  /** Half-even to 6 significant digits. */
  readonly norm: Decimal;
}

/**
 * The largest excess demand of a good but the numeraire at the prices given, in units of the good and without any rounding error.
 *
 * @see financing specification, section 4.1, step 6
 */
export function residualOf(market: EquilibriumMarket, prices: readonly Decimal[]): Residual {
  const { numerator, denominator } = largestExcess(market, prices);
  return {
    clears: numerator * TOLERANCE_RECIPROCAL < denominator,
    get norm() {
      return roundQuotient(numerator, denominator, RESIDUAL_DIGITS);
    },
  };
}

function largestExcess(
  { goods, supply, spending, quantityScale }: EquilibriumMarket,
  prices: readonly Decimal[],
): Fraction {
  const decimals = Math.max(...prices.map(decimalPlaces));
  const units = prices.map((price) => unitsOf(price, decimals) as bigint);
  const one = BigInt(WEIGHT_ONE);
  let numerator = 0n;
  let denominator = 1n;
  for (let g = 1; g < goods; g++) {
    const price = units[g] as bigint;
    let excess = -one * (supply[g] as bigint) * price;
    for (let h = 0; h < goods; h++) excess += (spending[g * goods + h] as bigint) * (units[h] as bigint);
    if (excess < 0n) excess = -excess;
    if (excess * denominator > numerator * price) {
      numerator = excess;
      denominator = price;
    }
  }
  return { numerator, denominator: denominator * one * 10n ** BigInt(quantityScale) };
}
