import BigJs from 'big.js';
import { KernelError } from './errors.js';

/** Immutable exact decimal: a big.js value made by bagehot's own constructor. Adding and multiplying never round; only division does. */
export type Decimal = import('big.js').Big;

/** What a caller may write. A number is read through its shortest decimal text, so `0.1` means one tenth. */
export type DecimalInput = Decimal | string | number;

/** Decimals kept by a division of two decimals (half-even): dealer specification, section 2. */
export const RATIO_DP = 24;

/** Farthest digit from the decimal point, on either side, that an input may have. Keeps `1e999999999` from eating the memory. */
const MAX_DIGITS = 1000;

// A constructor of our own: `Big.DP` and `Big.RM` of the shared one are global state that other libraries may set.
const Exact = BigJs();
Exact.DP = RATIO_DP;
Exact.RM = 2; // half-even
// Texts never have an exponent.
Exact.NE = -1_000_000;
Exact.PE = 1_000_000;

/**
 * Reads an exact decimal. Its text form never has an exponent or trailing zeros.
 *
 * @throws KernelError `INVALID_DECIMAL` when the input is not a finite decimal, or has a digit more than 1000 places from the point
 */
export function decimal(value: DecimalInput): Decimal {
  if (typeof value === 'object' && value !== null && value.constructor === Exact) return value;
  let read: Decimal | undefined;
  try {
    read = new Exact(value);
  } catch {
    // big.js throws a plain Error; ours has a code.
  }
  if (read === undefined || read.e > MAX_DIGITS || read.c.length - 1 - read.e > MAX_DIGITS) {
    const input = String(value);
    throw new KernelError(
      'INVALID_DECIMAL',
      { input },
      `expected a finite decimal such as "12.50" (up to ${MAX_DIGITS} digits on either side of the point), got ${JSON.stringify(input)}`,
    );
  }
  return read;
}

/** Is this a decimal (a big.js value of any constructor)? */
export function isDecimal(value: unknown): value is Decimal {
  return value instanceof Exact;
}

/** The decimal 0. */
export const ZERO: Decimal = new Exact(0);

/** The decimal 1. */
export const ONE: Decimal = new Exact(1);

/** Exact sum; 0 when there is nothing to add. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

/** The smaller of two decimals; the first when they are equal. */
export function min(a: Decimal, b: Decimal): Decimal {
  return b.lt(a) ? b : a;
}

/** The larger of two decimals; the first when they are equal. */
export function max(a: Decimal, b: Decimal): Decimal {
  return b.gt(a) ? b : a;
}

/** Digits after the point: 2 for 12.25, 0 for 1200. */
export function decimalPlaces(value: Decimal): number {
  return Math.max(0, value.c.length - 1 - value.e);
}

/** Coefficients up to this many digits are exact as a `number`. */
const EXACT_DIGITS = 15;

/** Powers of ten as integers: to look one up costs much less than to compute it. */
const TENS: readonly bigint[] = Array.from({ length: 41 }, (_, exponent) => 10n ** BigInt(exponent));

/** 10^exponent, for an exponent of at least 0. */
export function powerOfTen(exponent: number): bigint {
  return TENS[exponent] ?? 10n ** BigInt(exponent);
}

/** Under this a decimal that was made of a count of units tells that count again, if it has it in the units asked for. */
export const COUNTED: unique symbol = Symbol('counted');

/** A decimal that may have its count of units at hand. */
interface Counted {
  readonly [COUNTED]?: (decimals: number) => bigint | undefined;
}

/**
 * The value as a count of units of 10^-decimals: 12.25 with 3 decimals is 12250n.
 *
 * @returns undefined when the value is not a whole number of such units
 */
export function unitsOf(value: Decimal, decimals: number): bigint | undefined {
  const counted = (value as Counted)[COUNTED]?.(decimals);
  if (counted !== undefined) return counted;
  const { c, e, s } = value;
  const shift = decimals + e - (c.length - 1);
  if (shift < 0) return c[0] === 0 ? 0n : undefined;
  let units: bigint;
  if (c.length <= EXACT_DIGITS) {
    let small = 0;
    for (const digit of c) small = small * 10 + digit;
    units = BigInt(small);
  } else {
    units = BigInt(c.join(''));
  }
  if (shift > 0) units *= powerOfTen(shift);
  return s < 0 ? -units : units;
}

/** The text of `units` counted in 10^-decimals, made by inserting the point: no exponent, no trailing zeros. */
export function formatUnits(units: bigint, decimals: number): string {
  if (decimals === 0) return units.toString();
  const negative = units < 0n;
  let digits = (negative ? -units : units).toString();
  if (digits.length <= decimals) digits = digits.padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === 48) end--;
  const text = end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return negative ? `-${text}` : text;
}

const ZERO_CODE = 48;

/** The positive decimal of these digits, the first one counting 10^e; neither the first nor the last is 0. */
export function positive(c: number[], e: number): Decimal {
  // A copy of 0 is cheaper than a text to be read.
  const value = new Exact(ZERO);
  value.e = e;
  value.c = c;
  return value;
}

/** The exact value of `units` counted in 10^-decimals. */
export function fromUnits(units: bigint, decimals: number): Decimal {
  if (units === 0n) return ZERO;
  const digits = (units < 0n ? -units : units).toString();
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === ZERO_CODE) end--;
  const c = new Array<number>(end);
  for (let i = 0; i < end; i++) c[i] = digits.charCodeAt(i) - ZERO_CODE;
  const value = positive(c, digits.length - 1 - decimals);
  if (units < 0n) value.s = -1;
  return value;
}
