import { type Decimal, decimalPlaces, ZERO } from '@bagehot/kernel';
import { fromUnits, halfEvenDiv, unitsOf } from '@bagehot/kernel/quanta';

/** A little less than the decimal logarithm of 16. */
const DIGITS_PER_HEX = 1.204;

/**
 * A quotient of integers to so many significant digits, half-even, rounded once.
 *
 * @param numerator - at least 0
 * @param denominator - greater than 0
 */
export function roundQuotient(numerator: bigint, denominator: bigint, digits: number): Decimal {
  if (numerator === 0n) return ZERO;
  const most = 10n ** BigInt(digits);
  const least = most / 10n;
  const hexDigits = numerator.toString(16).length - denominator.toString(16).length;
  // The right shift gives a quotient of exactly that many digits; the estimate is near, and the loop walks the rest of the way.
  let shift = digits - 1 - Math.floor(hexDigits * DIGITS_PER_HEX);
  for (;;) {
    const units = shifted(numerator, denominator, shift);
    if (units >= most) shift--;
    else if (units < least) shift++;
    else return shift >= 0 ? fromUnits(units, shift) : fromUnits(units * 10n ** BigInt(-shift), 0);
  }
}

function shifted(numerator: bigint, denominator: bigint, shift: number): bigint {
  return shift >= 0
    ? halfEvenDiv(numerator * 10n ** BigInt(shift), denominator)
    : halfEvenDiv(numerator, denominator * 10n ** BigInt(-shift));
}

/**
 * A decimal to at most so many significant digits, half-even.
 *
 * @param value - greater than 0
 */
export function roundDigits(value: Decimal, digits: number): Decimal {
  if (value.c.length <= digits) return value;
  const places = decimalPlaces(value);
  return roundQuotient(unitsOf(value, places) as bigint, 10n ** BigInt(places), digits);
}
