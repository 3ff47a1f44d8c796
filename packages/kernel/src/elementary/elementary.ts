import { type Extended, exponential, logarithm, productError } from './extended.js';

// The engines' own Math.exp, Math.log and Math.pow differ in the last digit between versions. These use additions, multiplications and divisions only,
// which IEEE 754 fixes to the last bit.

const scratch: Extended = { high: 0, low: 0 };

/** Beyond these, e^x is infinite or 0. */
const LARGEST = 710;
const SMALLEST = -746;

/** An exponent beyond this takes any base but 1 out of range. */
const HUGE_EXPONENT = 2 ** 65;

/**
 * The natural logarithm, the same on every machine; at most 0.51 units in the last place from the exact value.
 *
 * @returns NaN below 0, -Infinity at 0
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  logarithm(x, scratch);
  return scratch.high;
}

/** The exponential function e^x, the same on every machine; at most 0.75 units in the last place from the exact value. */
export function exp(x: number): number {
  if (!(x < LARGEST)) return x >= LARGEST ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x < SMALLEST) return 0;
  return exponential(x, 0);
}

/**
 * x to the power y, the same on every machine; at most 0.75 units in the last place from the exact value, and exact where the power is a double.
 *
 * Special values are those of ECMAScript's `**`: x^0 is 1 for every x, (-x)^y is NaN unless y is whole, and 1^y is NaN for infinite y.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  const whole = Number.isInteger(y);
  const negative = whole && y % 2 !== 0 && (x < 0 || Object.is(x, -0));
  if (!whole && x < 0 && Number.isFinite(x) && Number.isFinite(y)) return Number.NaN;
  const power = powerOfSize(size, y);
  return negative ? -power : power;
}

/** x^y for x >= 0 and y that is neither 0 nor NaN. */
function powerOfSize(x: number, y: number): number {
  const above = y > 0 ? Number.POSITIVE_INFINITY : 0;
  const below = y > 0 ? 0 : Number.POSITIVE_INFINITY;
  if (x === 1) return Math.abs(y) === Number.POSITIVE_INFINITY ? Number.NaN : 1;
  if (x === 0) return below;
  if (x === Number.POSITIVE_INFINITY || Math.abs(y) > HUGE_EXPONENT) return x > 1 ? above : below;
  logarithm(x, scratch);
  const { high, low } = scratch;
  const product = y * high;
  if (product > LARGEST) return Number.POSITIVE_INFINITY;
  if (product < SMALLEST) return 0;
  return exponential(product, productError(y, high, product) + y * low);
}
