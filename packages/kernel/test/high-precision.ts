/** Binary places of the fixed-point numbers here: far more than the 53 of a double. */
const BITS = 320n;
const ONE = 1n << BITS;

/** A positive number m 2^e as exact integers. */
export interface Binary {
  readonly m: bigint;
  readonly e: bigint;
}

/** A finite double's size, exactly. */
export function binary(x: number): Binary {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const biased = bits >> 52n;
  const fraction = bits & ((1n << 52n) - 1n);
  return biased === 0n ? { m: fraction, e: -1074n } : { m: fraction | (1n << 52n), e: biased - 1075n };
}

/** x 2^by for integers, rounded down. */
function shift(x: bigint, by: bigint): bigint {
  return by >= 0n ? x << by : x >> -by;
}

/** A finite double in fixed point. */
function fixed(x: number): bigint {
  const { m, e } = binary(x);
  return shift(x < 0 ? -m : m, e + BITS);
}

/** 2 artanh(n / d) in fixed point by its power series. */
function twiceArtanh(n: bigint, d: bigint): bigint {
  const t = (n << BITS) / d;
  const square = (t * t) >> BITS;
  let total = 0n;
  let power = t;
  for (let k = 1n; power !== 0n; k += 2n) {
    total += power / k;
    power = (power * square) >> BITS;
  }
  return 2n * total;
}

const LN2 = twiceArtanh(1n, 3n);

/** ln x of a positive double in fixed point. */
export function lnFixed(x: number): bigint {
  const { m, e } = binary(x);
  const length = BigInt(m.toString(2).length);
  const half = 1n << (length - 1n);
  // x = (m / half) 2^(e + length - 1), the first between 1 and 2; nearer to 1 than to 2, so that small logarithms keep their digits.
  if (3n * half > 2n * m) return (e + length - 1n) * LN2 + twiceArtanh(m - half, m + half);
  return (e + length) * LN2 - twiceArtanh(2n * half - m, 2n * half + m);
}

/** e^x for x in fixed point. */
function expFixed(x: bigint): Binary {
  const k = (2n * x + LN2) / (2n * LN2) - (2n * x + LN2 < 0n ? 1n : 0n);
  const rest = x - k * LN2;
  let total = 0n;
  let term = ONE;
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    total += term;
    term = (term * rest) / i / ONE;
  }
  return { m: total, e: k - BITS };
}

/** e^x of a double. */
export function expBinary(x: number): Binary {
  return expFixed(fixed(x));
}

/** x^y of doubles, x > 0. */
export function powBinary(x: number, y: number): Binary {
  const { m, e } = binary(y);
  return expFixed(shift(lnFixed(x) * (y < 0 ? -m : m), e));
}

/** The size of a fixed-point number. */
export function sizeOf(x: bigint): Binary {
  return { m: x < 0n ? -x : x, e: -BITS };
}

/** Distance of a double from the exact size, in units of the last place a double of that size has; in thousandths. */
export function thousandthsOfUlp(approximate: number, exact: Binary): number {
  const exponent = BigInt(exact.m.toString(2).length) - 1n + exact.e;
  const last = exponent - 52n < -1074n ? -1074n : exponent - 52n;
  const { m, e } = binary(approximate);
  // Both in units of 2^(last - 40), then in thousandths of a last place.
  const gap = shift(m, e - last + 40n) - shift(exact.m, exact.e - last + 40n);
  return Number(((gap < 0n ? -gap : gap) * 1000n) >> 40n);
}
