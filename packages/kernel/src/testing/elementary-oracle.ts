import { exp, ln, pow } from '../elementary/elementary.js';

/** Binary places of logarithms, and of powers. */
const LOG_BITS = 160n;
const POWER_BITS = 128n;
/** ln 1 to ln 2 by 256ths; e^x for x from -1/2 to 1/2 by 256ths, and from 0 to 1/256 by 65536ths. */
const STEPS = 256;

interface Tables {
  readonly ln2: bigint;
  readonly logs: readonly bigint[];
  readonly coarse: readonly bigint[];
  readonly fine: readonly bigint[];
}

let made: Tables | undefined;

/** Made on first use, in 48 bits more than they keep. */
function tables(): Tables {
  if (made !== undefined) return made;
  const places = LOG_BITS + 48n;
  const ln2 = twiceArtanh((1n << places) / 3n, places);
  const logs: bigint[] = [];
  const sources = { coarse: [] as bigint[], fine: [] as bigint[] };
  for (let i = 0; i <= STEPS; i++) {
    logs.push(twiceArtanh((BigInt(i) << places) / BigInt(2 * STEPS + i), places) >> 48n);
    sources.coarse.push(exponential((BigInt(i - STEPS / 2) << places) / BigInt(STEPS), places));
    sources.fine.push(exponential((BigInt(i) << places) / BigInt(STEPS * STEPS), places));
  }
  const shorter = (power: bigint): bigint => power >> (places - POWER_BITS);
  made = { ln2: ln2 >> 48n, logs, coarse: sources.coarse.map(shorter), fine: sources.fine.map(shorter) };
  return made;
}

/** 2 artanh(t) by its power series, in fixed point. */
function twiceArtanh(t: bigint, places: bigint): bigint {
  const square = (t * t) >> places;
  let total = 0n;
  let power = t;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    total += power / k;
    power = (power * square) >> places;
  }
  return 2n * total;
}

/** e^x by its power series, in fixed point. */
function exponential(x: bigint, places: bigint): bigint {
  let total = 0n;
  let term = 1n << places;
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    total += term;
    term = ((term * x) >> places) / i;
  }
  return total;
}

const doubles = new Float64Array(1);
const bits = new BigUint64Array(doubles.buffer);

/** A positive finite double as m 2^e with m of 53 bits, or fewer below the normal range. */
function partsOf(x: number): { readonly m: bigint; readonly e: number } {
  doubles[0] = x;
  const word = bits[0] as bigint;
  const biased = Number(word >> 52n);
  const fraction = word & 0xf_ffff_ffff_ffffn;
  return biased === 0 ? { m: fraction, e: -1074 } : { m: fraction | (1n << 52n), e: biased - 1075 };
}

const shift = (x: bigint, by: bigint): bigint => (by >= 0n ? x << by : x >> -by);

/** ln x for a positive finite double, in units of 2^-160; off by less than 2^-150. */
function lnUnits(x: number): bigint {
  const { ln2, logs } = tables();
  const parts = partsOf(x);
  let { m, e } = parts;
  const missing = BigInt(53 - m.toString(2).length);
  m <<= missing;
  e += 52 - Number(missing);
  // x = (m / 2^52) 2^e, and the nearest 256th to m / 2^52 is 1 + i / 256. Close to 2, the node is 2 itself: numbers below 1 keep their digits.
  const i = Number((m + (1n << 43n)) >> 44n) - STEPS;
  const node = BigInt(i + STEPS) << 44n;
  const rest = twiceArtanh(((m - node) << LOG_BITS) / (m + node), LOG_BITS);
  return i === STEPS ? BigInt(e + 1) * ln2 + rest : BigInt(e) * ln2 + (logs[i] as bigint) + rest;
}

/** A positive number m 2^e. */
interface Size {
  readonly m: bigint;
  readonly e: number;
}

/** e^x for x in units of 2^-160 and below 2^12 in size; the relative error is below 2^-110. */
function expSize(x: bigint): Size {
  const { ln2, coarse, fine } = tables();
  const k = Math.round(Number(x >> 112n) / 2 ** 48 / Math.LN2);
  const rest = (x - BigInt(k) * ln2) >> (LOG_BITS - POWER_BITS);
  // rest = (j / 256) + (l / 65536) + r, with r from 0 to 2^-16.
  const j = rest >> (POWER_BITS - 8n);
  const within = rest - (j << (POWER_BITS - 8n));
  const l = within >> (POWER_BITS - 16n);
  const r = within - (l << (POWER_BITS - 16n));
  // The term of r^7 is below 2^-124.
  let series = r / 6n + (1n << POWER_BITS);
  for (let n = 5n; n >= 1n; n--) series = ((r * series) >> POWER_BITS) / n + (1n << POWER_BITS);
  const table = ((coarse[Number(j) + STEPS / 2] as bigint) * (fine[Number(l)] as bigint)) >> POWER_BITS;
  return { m: (table * series) >> POWER_BITS, e: k - Number(POWER_BITS) };
}

/**
 * Distance of a result from a size, in units of the last place that a double of that size has. Beyond the largest double the last place stays what it is there,
 * and infinity counts as 2^1024.
 */
function ulps(result: number, { m, e }: Size): number {
  const exponent = m.toString(2).length - 1 + e;
  const size = Math.abs(result);
  const infinite = size === Number.POSITIVE_INFINITY;
  if (infinite && exponent >= 1024) return 0;
  const last = Math.min(Math.max(exponent - 52, -1074), 971);
  const found = infinite ? { m: 1n, e: 1024 } : partsOf(size);
  const gap = shift(found.m, BigInt(found.e - last + 40)) - shift(m, BigInt(e - last + 40));
  return Number(gap < 0n ? -gap : gap) / 2 ** 40;
}

/**
 * How far the kernel's `ln` is from the exact logarithm, in units in the last place. The reference is integer arithmetic of 160 binary places, so that the
 * distance itself is exact to 10^-9 of a unit.
 *
 * @param x - positive and finite
 */
export function lnError(x: number): number {
  const exact = lnUnits(x);
  const result = ln(x);
  if (exact === 0n) return result === 0 ? 0 : Number.POSITIVE_INFINITY;
  if (exact < 0n !== result < 0) return Number.POSITIVE_INFINITY;
  return ulps(result, { m: exact < 0n ? -exact : exact, e: -Number(LOG_BITS) });
}

/**
 * How far the kernel's `exp` is from the exact power of e, in units in the last place, as {@link lnError} measures.
 *
 * @param x - finite, below 4096 in size
 */
export function expError(x: number): number {
  if (x === 0) return ulps(exp(x), { m: 1n, e: 0 });
  const { m, e } = partsOf(Math.abs(x));
  return ulps(exp(x), expSize(shift(x < 0 ? -m : m, BigInt(e) + LOG_BITS)));
}

/**
 * How far the kernel's `pow` is from the exact power, in units in the last place, as {@link lnError} measures.
 *
 * @param x - positive and finite
 * @param y - finite, below 2^64 in size, with |y ln x| below 4096
 */
export function powError(x: number, y: number): number {
  if (y === 0) return ulps(pow(x, y), { m: 1n, e: 0 });
  const { m, e } = partsOf(Math.abs(y));
  return ulps(pow(x, y), expSize(shift(lnUnits(x) * (y < 0 ? -m : m), BigInt(e))));
}
