/**
 * Error-free transformations: what rounding took off a sum or a product of doubles, itself a double. With them a number is kept as an unevaluated sum of two
 * doubles (some 106 bits) in ordinary arithmetic. Both are exact for every finite input whose intermediate results neither overflow nor lose digits to
 * underflow; clearing works on whole numbers between 1 and 2^900, and on ratios of at least 2^-106, where neither can happen.
 *
 * Knuth, "The Art of Computer Programming", volume 2, 4.2.2; Dekker, "A floating-point technique for extending the available precision" (1971).
 */

/** Half of the relative distance of neighbouring doubles: a rounded result is within this part of the true one. */
export const ROUNDING: number = 2 ** -53;

/** 2^27 + 1: times this, a double can be cut in half. */
const CUTTER = 134217729;

/** The leading 26 bits of a double; the rest, `x - headOf(x)`, has at most 26 as well, so that products of such parts are exact. */
export function headOf(x: number): number {
  const scaled = CUTTER * x;
  return scaled - (scaled - x);
}

/** a + b - sum, exactly, where `sum` is the rounded a + b. */
export function sumError(a: number, b: number, sum: number): number {
  const second = sum - a;
  return a - (sum - second) + (b - second);
}

/** a * b - product, exactly, where `product` is the rounded a * b and `head` + `tail` = a is cut by {@link headOf}. */
export function productError(head: number, tail: number, b: number, product: number): number {
  const bHead = headOf(b);
  const bTail = b - bHead;
  return head * bHead - product + head * bTail + tail * bHead + tail * bTail;
}

/** A number as the unevaluated sum of two doubles, `hi` being that sum rounded. */
export interface Wide {
  readonly hi: number;
  readonly lo: number;
}

/** The sum of two doubles, exactly. */
export function wideSum(a: number, b: number): Wide {
  const hi = a + b;
  return { hi, lo: sumError(a, b, hi) };
}

/** A whole number: exactly while it has at most 106 bits, else within 2^-106 of its size. */
export function wideOf(whole: bigint): Wide {
  const hi = Number(whole);
  return { hi, lo: Number(whole - BigInt(hi)) };
}

/** The whole number that both parts add up to. */
export function wholeOf({ hi, lo }: Wide): bigint {
  return BigInt(hi) + BigInt(lo);
}

/** Is a less than b? */
export function isLess(a: Wide, b: Wide): boolean {
  return a.hi < b.hi || (a.hi === b.hi && a.lo < b.lo);
}

/**
 * a / b for 0 <= a <= b and b > 0, within 2^-102 of its size.
 *
 * With the rounded quotient q of the leading parts, what is left is a - q * b = (a.hi - q * b.hi) + (a.lo - q * b.lo). The rounded q * b.hi is a neighbour of
 * a.hi, so that difference is exact, and so is what rounding took off the product. In units of 2^-106 * a the roundings that follow cost at most: 1 for
 * the first bracket, 1 for q * b.lo, 2 for the second bracket, 3 for their sum. Dividing the rest, at most 3 * 2^-53 * a, by b.hi instead of b costs 3, and
 * rounding that quotient 3: all together 13, less than 16.
 */
export function quotientOf(a: Wide, b: Wide): Wide {
  const hi = a.hi / b.hi;
  const head = headOf(hi);
  const product = hi * b.hi;
  const rest = a.hi - product - productError(head, hi - head, b.hi, product) + (a.lo - hi * b.lo);
  return { hi, lo: rest / b.hi };
}
