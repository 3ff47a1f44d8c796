import type { Decimal } from '@bagehot/kernel';

/** An exact fraction in lowest terms, its denominator positive. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export function fraction(n: bigint, d = 1n): Fraction {
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b > 0n) [a, b] = [b, a % b];
  const divisor = d < 0n ? -a : a;
  return divisor === 0n ? { n: 0n, d: 1n } : { n: n / divisor, d: d / divisor };
}

export function fractionOf(value: Decimal): Fraction {
  const [whole = '', places = ''] = value.toString().split('.');
  return fraction(BigInt(whole + places), 10n ** BigInt(places.length));
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d - b.n * a.d, a.d * b.d);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d);
}

export function over(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n);
}

export function size(a: Fraction): Fraction {
  return { n: a.n < 0n ? -a.n : a.n, d: a.d };
}

/** Is a less than b? */
export function less(a: Fraction, b: Fraction): boolean {
  return a.n * b.d < b.n * a.d;
}

/** Rounds a positive fraction to so many significant digits, half-even, by looking for the scale digit by digit. */
export function toDigits(value: Fraction, digits: number): string {
  let places = 0;
  const scaled = (): Fraction =>
    places >= 0
      ? fraction(value.n * 10n ** BigInt(places), value.d)
      : fraction(value.n, value.d * 10n ** BigInt(-places));
  const most = fraction(10n ** BigInt(digits));
  const least = fraction(10n ** BigInt(digits - 1));
  while (less(scaled(), least)) places++;
  while (!less(scaled(), most)) places--;
  const { n, d } = scaled();
  const floor = n / d;
  const rest = fraction(n - floor * d, d);
  const half = fraction(1n, 2n);
  const up = less(half, rest) || (rest.n * 2n === rest.d && floor % 2n === 1n);
  const units = (up ? floor + 1n : floor).toString();
  if (places <= 0) return units + '0'.repeat(-places);
  const padded = units.padStart(places + 1, '0');
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`.replace(/\.?0+$/, '');
}
