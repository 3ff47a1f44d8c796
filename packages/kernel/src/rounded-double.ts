import { type Decimal, decimal, positive } from './decimal.js';

const DIGITS = 15;

/** Powers of ten that are doubles. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Cuts a double into halves of 26 bits: 2^27 + 1. */
const SPLITTER = 134_217_729;

/**
 * A double to 15 significant digits, as many as it is always good for, correctly rounded: `decimal(value.toPrecision(15))` at a fraction of its price.
 *
 * @param value - greater than 0 and finite
 */
export function roundedDouble(value: number): Decimal {
  if (!(value >= 1e-8 && value < 1e14)) return decimal(value.toPrecision(DIGITS));
  // Where rounding makes this product a power of ten, the digits are 1 and zeros from either side.
  let shift = DIGITS - 1;
  let scaled = value * (POWERS[shift] as number);
  while (scaled < 1e14) scaled = value * (POWERS[++shift] as number);
  while (scaled >= 1e15) scaled = value * (POWERS[--shift] as number);
  const whole = Math.floor(scaled);
  // The first difference is exact, and what the product lost is less than any but 0; ties go up.
  const up = scaled - whole - 0.5 + productError(value, POWERS[shift] as number, scaled) >= 0;
  return ofWhole(up ? whole + 1 : whole, shift);
}

/** What rounding took from a product, exactly: Dekker's algorithm. */
function productError(a: number, b: number, product: number): number {
  const aSplit = a * SPLITTER;
  const aHigh = aSplit - (aSplit - a);
  const aLow = a - aHigh;
  const bSplit = b * SPLITTER;
  const bHigh = bSplit - (bSplit - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The decimal `whole` * 10^-shift, for a whole number from 10^14 to 10^15. */
function ofWhole(whole: number, shift: number): Decimal {
  if (whole === 1e15) return positive([1], DIGITS - shift);
  const high = Math.floor(whole / 1e8);
  const c = new Array<number>(DIGITS);
  writeDigits(c, 0, 7, high);
  writeDigits(c, 7, DIGITS, whole - high * 1e8);
  while (c[c.length - 1] === 0) c.pop();
  return positive(c, DIGITS - 1 - shift);
}

/** Writes a whole number below 10^8 so that it ends before `end`. */
function writeDigits(c: number[], start: number, end: number, whole: number): void {
  let rest = whole | 0;
  for (let index = end - 1; index >= start; index--) {
    const tenth = (rest / 10) | 0;
    c[index] = rest - 10 * tenth;
    rest = tenth;
  }
}
