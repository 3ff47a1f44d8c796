import { type Decimal, decimalPlaces } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { WEIGHT_ONE } from '../participants.js';
import type { EquilibriumMarket } from './market.js';
import { LARGEST_EXACT_POWER, powerOfTen } from './powers-of-ten.js';
import { roundQuotient } from './significant-digits.js';

/** Excess demand of every good below this, in units of the good, counts as an equilibrium: `SOLVER_TOL`. */
export const SOLVER_TOLERANCE = 1e-8;
const TOLERANCE_RECIPROCAL = 10n ** 8n;

/** Digits of the residual shown. */
const RESIDUAL_DIGITS = 6;

/** Half a unit in the last place of 1. */
const ROUNDING = 2 ** -53;

/** Prices outside 1 / FAR to FAR are left to exact arithmetic: products in doubles might leave their range. */
const FAR = 1e250;

/** Each digit after the 15th rounds twice. */
const MOST_DIGITS = 29;

/** A non-negative fraction. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * How well prices clear a market: the largest excess demand of a good but the numeraire, in units of the good, without any rounding error.
 *
 * @see financing specification, section 4.1, step 6
 */
export class Residual {
  /** Is it below the tolerance? Doubles decide where their error bound leaves no doubt. */
  readonly clears: boolean;
  readonly #market: EquilibriumMarket;
  readonly #prices: readonly Decimal[];
  #norm: Decimal | undefined;

  constructor(market: EquilibriumMarket, prices: readonly Decimal[]) {
    this.#market = market;
    this.#prices = prices;
    this.clears = clearsSurely(market, prices) || clearsExactly(largestExcess(market, prices));
  }

  /** Half-even to 6 significant digits; computed when it is first read. */
  get norm(): Decimal {
    if (this.#norm === undefined) {
      const { numerator, denominator } = largestExcess(this.#market, this.#prices);
      this.#norm = roundQuotient(numerator, denominator, RESIDUAL_DIGITS);
    }
    return this.#norm;
  }
}

function clearsExactly({ numerator, denominator }: Fraction): boolean {
  return numerator * TOLERANCE_RECIPROCAL < denominator;
}

/**
 * True only if the exact residual is below the tolerance. Entries of the matrix carry at most three rounding errors, supply `goods` more, prices
 * at most 30; summing up adds at most `goods + 3`. All terms are positive but for the last difference.
 */
function clearsSurely({ goods, numbers }: EquilibriumMarket, prices: readonly Decimal[]): boolean {
  const { spending, supply } = numbers;
  const factors: number[] = [];
  for (const price of prices) {
    const factor = nearDouble(price);
    if (!(factor > 1 / FAR && factor < FAR)) return false;
    factors.push(factor);
  }
  const relativeError = (2 * goods + 100) * ROUNDING;
  for (let g = 1; g < goods; g++) {
    let spent = 0;
    for (let h = 0; h < goods; h++) spent += (spending[g * goods + h] as number) * (factors[h] as number);
    const demand = spent / (factors[g] as number);
    const owned = supply[g] as number;
    const largest = Math.abs(demand - owned) + relativeError * (demand + owned);
    // A little less than the tolerance, which is no double itself. False for what is no number, too.
    if (!(largest < 0.999 * SOLVER_TOLERANCE)) return false;
  }
  return true;
}

/** A positive decimal as a double: read digit by digit, so that only what follows the 15th rounds, and scaled by an exact power of ten while there is one. */
function nearDouble(price: Decimal): number {
  const { c: digits, e: exponent } = price;
  const scale = exponent - (digits.length - 1);
  if (digits.length > MOST_DIGITS || Math.abs(scale) > LARGEST_EXACT_POWER) return Number(price.toString());
  let coefficient = 0;
  for (const digit of digits) coefficient = coefficient * 10 + digit;
  return scale < 0 ? coefficient / powerOfTen(-scale) : coefficient * powerOfTen(scale);
}

function largestExcess(market: EquilibriumMarket, prices: readonly Decimal[]): Fraction {
  const { goods, supply, spending, quantityScale } = market;
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
