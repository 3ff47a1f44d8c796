import { type Decimal, decimal, ONE, type ProblemList, quotient, sum } from '@bagehot/kernel';
import { unitsOf } from '@bagehot/kernel/quanta';
import { BondPricingError, InvalidTickError } from './errors.js';
import { optionProblems } from './input-reading.js';
import { type AmountInput, PRICE_DP, readDecimal } from './numbers.js';
import { refused } from './refusal.js';

/** What a bond's price may depend on. */
export interface BondPricingContext {
  readonly tick: number;
  readonly faceValue: Decimal;
  /** Of the operation: more than 0 to be bought by the central bank, less than 0 to be sold. */
  readonly quantity: number;
  /** Bonds bought less bonds sold in operations so far, this one included. */
  readonly netBought: number;
  /** Bonds in anybody's hands but the treasury's, before the operation. */
  readonly outstanding: number;
}

/**
 * Port: what a bond costs in an open market operation.
 *
 * @see central bank specification, section 6
 */
export interface BondPricing {
  /** @returns the price of one bond; null or undefined when there is no market, so that face value counts */
  price(context: BondPricingContext): AmountInput | null | undefined;
}

/** A price and where it comes from, in units of 10^-8. */
export interface BondQuote {
  readonly units: bigint;
  readonly source: 'market' | 'face';
}

/** No market: bonds change hands at face value. */
export const facePricing: BondPricing = Object.freeze({ price: () => null });

/**
 * Asks the port, and rounds its price half-even to 8 decimals.
 *
 * @throws BondPricingError `BOND_PRICING` when the port throws, or its price is no decimal or not more than 0 after rounding
 */
export function quoteBond(pricing: BondPricing, context: BondPricingContext): BondQuote {
  let answer: AmountInput | null | undefined;
  try {
    answer = pricing.price(context);
  } catch (cause) {
    throw new BondPricingError('BOND_PRICING', ...refused('price', String(cause), 'given by the pricing port'), {
      cause,
    });
  }
  const source = answer === null || answer === undefined ? 'face' : 'market';
  const price = source === 'face' ? context.faceValue : readDecimal(answer);
  const units = price === undefined ? 0n : roundedPrice(price);
  if (units <= 0n)
    throw new BondPricingError(
      'BOND_PRICING',
      ...refused('price', answer ?? context.faceValue, `a decimal of more than 0 when rounded to ${PRICE_DP} decimals`),
    );
  return { units, source };
}

function roundedPrice(price: Decimal): bigint {
  return unitsOf(quotient(price, ONE, { decimals: PRICE_DP }), PRICE_DP) as bigint;
}

/**
 * The same price whatever happens. It is read when it is asked for.
 *
 * @param price - of one bond; a price that is none is told by the operation, as `BOND_PRICING`
 */
export function fixedPricing(price: AmountInput): BondPricing {
  return { price: () => price };
}

/** A bond that pays interest once a year and its face value at the end. */
export interface YieldPricingOptions {
  /** Interest paid at the end of each year, as a fraction of the face value. */
  readonly couponRate: AmountInput;
  /** At which payments are discounted, per year; more than -1. */
  readonly yield: AmountInput;
  /** How long the bond still runs: a number of ticks, at least 0, or what it is at a tick. */
  readonly ticksToMaturity: number | ((tick: number) => number);
  /** @defaultValue 360 */
  readonly ticksPerYear?: number;
}

/**
 * Discounted payments. Counting back from the end, interest is due every year; whole years are discounted by 1/(1 + yield) each, the broken one before the
 * first payment by simple interest, 1/(1 + yield * part of a year), as money markets do. At a yield equal to the coupon a bond that runs whole years costs its
 * face value. Exact but for the divisions, of 24 decimals each.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 */
export function yieldPricing(options: YieldPricingOptions): BondPricing {
  const { ticksToMaturity, ticksPerYear = 360 } = options;
  const problems = optionProblems();
  const coupon = readFor(problems, 'couponRate', options.couponRate);
  const rate = readFor(problems, 'yield', options.yield);
  if (rate.lte(-1)) problems.add('INVALID_CONFIG', 'yield', rate, 'more than -1');
  if (!Number.isSafeInteger(ticksPerYear) || ticksPerYear < 1)
    problems.add('INVALID_CONFIG', 'ticksPerYear', ticksPerYear, 'a whole number of at least 1');
  if (typeof ticksToMaturity !== 'function' && !isTicks(ticksToMaturity))
    problems.add(
      'INVALID_CONFIG',
      'ticksToMaturity',
      ticksToMaturity,
      'a whole number from 0, or a function of the tick',
    );
  problems.check();
  const discount = quotient(ONE, rate.plus(1));
  return {
    price({ tick, faceValue }) {
      const ticks = typeof ticksToMaturity === 'function' ? ticksToMaturity(tick) : ticksToMaturity;
      if (!isTicks(ticks))
        throw new InvalidTickError('INVALID_TICK', ...refused('ticksToMaturity', ticks, 'a whole number from 0'));
      const years = Math.floor(ticks / ticksPerYear);
      const broken = ticks - years * ticksPerYear;
      const payments: Decimal[] = [];
      let factor = broken === 0 ? ONE : quotient(ONE, rate.times(broken).div(ticksPerYear).plus(1));
      if (broken > 0) payments.push(coupon.times(factor));
      for (let year = 1; year <= years; year++) {
        factor = quotient(factor.times(discount), ONE);
        payments.push(coupon.times(factor));
      }
      return sum([...payments, factor]).times(faceValue);
    },
  };
}

function isTicks(ticks: number): boolean {
  return Number.isSafeInteger(ticks) && ticks >= 0;
}

/** A market that the central bank moves. */
export interface ImpactPricingOptions {
  /** The price without operations. */
  readonly base: AmountInput;
  /** By how much the price rises, as a fraction of the base, when all bonds outstanding are bought. */
  readonly slope: AmountInput;
  /** The price stays within the base, this fraction up or down; at least 0. */
  readonly cap: AmountInput;
}

/**
 * The price rises with what the central bank has bought: `base * (1 + slope * netBought / outstanding)`, within `base * (1 - cap)` and `base * (1 + cap)`.
 * Where no bond is outstanding the least purchase goes to the cap.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 */
export function impactPricing(options: ImpactPricingOptions): BondPricing {
  const problems = optionProblems();
  const base = readFor(problems, 'base', options.base);
  const slope = readFor(problems, 'slope', options.slope);
  const cap = readFor(problems, 'cap', options.cap);
  if (base.lte(0)) problems.add('INVALID_CONFIG', 'base', base, 'more than 0');
  if (cap.lt(0)) problems.add('INVALID_CONFIG', 'cap', cap, 'at least 0');
  problems.check();
  return {
    price({ netBought, outstanding }) {
      const pressure = slope.times(netBought);
      const change = outstanding > 0 ? pressure.div(outstanding) : cap.times(pressure.cmp(0));
      const within = change.gt(cap) ? cap : change.lt(cap.neg()) ? cap.neg() : change;
      return base.times(within.plus(1));
    },
  };
}

function readFor(problems: ProblemList<string>, path: string, input: AmountInput): Decimal {
  const value = readDecimal(input);
  if (value === undefined) problems.add('INVALID_CONFIG', path, input, 'a decimal');
  return value ?? decimal(0);
}
