import { exponentOf, scale } from './binary.js';
import { FIRST_NODE, LN2_HIGH, LN2_LOW, LOG_HIGH, LOG_LOW } from './log-table.js';

/** A number as the sum of two doubles, the second at most half a unit in the last place of the first. */
export interface Extended {
  high: number;
  low: number;
}

/** 2^27 + 1: multiplying by it and subtracting cuts a double into two halves of 26 bits (Veltkamp). */
const SPLITTER = 2 ** 27 + 1;

/** What rounding left out of the product `p = a * b` (Dekker 1971). */
export function productError(a: number, b: number, p: number): number {
  const ta = SPLITTER * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLITTER * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return ah * bh - p + ah * bl + al * bh + al * bl;
}

/**
 * The logarithm of a positive finite number to about 66 bits.
 *
 * x = 2^e m with m about 1, and the nearest tabulated c = j/32: ln x = e ln 2 + ln c + ln(m / c), the last by its odd series in s = (m - c) / (m + c), which
 * is below 1/89 in size (method: Tang 1990, table-driven logarithm).
 */
export function logarithm(x: number, result: Extended): void {
  let e = exponentOf(x);
  let m = e < -1022 ? scale(x * 2 ** 54, -e - 54) : scale(x, -e);
  if (m > Math.SQRT2) {
    m *= 0.5;
    e++;
  }
  const j = Math.floor(m * 32 + 0.5);
  const c = j / 32;

  // s = f / (2c + f) in two parts; f and 2c are exact.
  const f = m - c;
  const d = 2 * c + f;
  const inverse = 1 / d;
  const s = f * inverse;
  const back = s * d;
  const low = (f - back - productError(s, d, back) - s * (f - (d - 2 * c))) * inverse;
  const s2 = s * s;
  const series = s * s2 * (2 / 3 + s2 * (2 / 5 + s2 * (2 / 7 + s2 * (2 / 9 + s2 * (2 / 11)))));

  // Add the large parts without losing what their sums round away.
  const a = e * LN2_HIGH;
  const b = LOG_HIGH[j - FIRST_NODE] as number;
  const ab = a + b;
  const ea = ab - b;
  const lost1 = a - ea + (b - (ab - ea));
  const t = 2 * s;
  const sum = ab + t;
  const es = sum - t;
  const lost2 = ab - es + (t - (sum - es));
  const rest = lost1 + lost2 + e * LN2_LOW + (LOG_LOW[j - FIRST_NODE] as number) + 2 * low * (1 + s2) + series;
  const high = sum + rest;
  result.high = high;
  result.low = sum - high + rest;
}

const INVERSE_LN2 = 1 / Math.LN2;

/**
 * e^(high + low), rounded once; `high` between -746 and 710.
 *
 * high = k ln 2 + r with r at most ln 2 / 2 in size (method: Cody and Waite 1980), and e^r by its Taylor series with 1 + r kept in two parts.
 */
export function exponential(high: number, low: number): number {
  const k = Math.round(high * INVERSE_LN2);
  const first = high - k * LN2_HIGH;
  const correction = low - k * LN2_LOW;
  const r = first + correction;
  const left = first - r + correction;

  let series = 1 / 6227020800;
  series = series * r + 1 / 479001600;
  series = series * r + 1 / 39916800;
  series = series * r + 1 / 3628800;
  series = series * r + 1 / 362880;
  series = series * r + 1 / 40320;
  series = series * r + 1 / 5040;
  series = series * r + 1 / 720;
  series = series * r + 1 / 120;
  series = series * r + 1 / 24;
  series = series * r + 1 / 6;
  series = series * r + 0.5;

  const one = 1 + r;
  const rest = 1 - one + r + left * one + r * r * series;
  const sum = one + rest;
  if (k > -1022 || (k === -1022 && sum >= 1)) return scale(sum, k);
  // A subnormal result has fewer digits than the sum: round to those at once, not twice. Beside the shift a unit in the last place is what the result's is.
  const shift = scale(1, -1022 - k);
  const shifted = shift + one;
  return scale(shifted + (one - (shifted - shift) + rest) - shift, k);
}
