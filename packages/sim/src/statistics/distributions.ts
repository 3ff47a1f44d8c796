import { exp, ln } from '@bagehot/kernel';
import { SimError } from '../errors.js';

// Written here rather than taken from a library: those at hand either call Math.exp, Math.log and Math.pow, whose last digit depends on the engine, or bring
// hundreds of CommonJS packages. The two functions need few lines on top of the kernel's own exponential and logarithm.

/** Steps after which a continued fraction is taken as it is; a million degrees of freedom need about a thousand. */
const MOST_STEPS = 100_000;
/** Half a unit in the last place of 1: what changes less has converged. */
const CONVERGED = 2 ** -53;
/** Stands for 0 in a denominator (Lentz's method). */
const TINY = 1e-300;
/** Up to here the series of the normal distribution loses no more than three digits; from here its continued fraction is short. */
const SERIES_REACH = 3;
const FRACTION_TERMS = 120;

/**
 * Student's distribution: how likely a value of at most `t` is. The same on every machine; small tails keep their digits.
 *
 * @param degreesOfFreedom - a whole number, at least 1
 * @throws SimError `INVALID_OPTIONS` on other degrees of freedom
 * @see Abramowitz and Stegun, 26.5.8 and 26.7.1
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  if (!Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1)
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'degreesOfFreedom', reason: 'no whole number of at least 1' },
      `degreesOfFreedom must be a whole number of at least 1, got ${degreesOfFreedom}`,
    );
  if (Number.isNaN(t)) return Number.NaN;
  const tail = studentTail(Math.abs(t), degreesOfFreedom);
  return t > 0 ? 1 - tail : tail;
}

/**
 * The normal distribution with mean 0 and variance 1: how likely a value of at most `z` is. The same on every machine; small tails keep their digits.
 *
 * @see Abramowitz and Stegun, 26.2.11 and 26.2.14
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const tail = normalTail(Math.abs(z));
  return z > 0 ? 1 - tail : tail;
}

/** Half of the regularised incomplete beta function of nu/2 and 1/2 at nu/(nu + t^2). */
function studentTail(t: number, nu: number): number {
  const ratio = (t / nu) * t;
  if (ratio === Number.POSITIVE_INFINITY) return 0;
  const a = nu / 2;
  const x = 1 / (1 + ratio);
  const rest = ratio / (1 + ratio);
  // x^a (1 - x)^(1/2) / B(a, 1/2), by a logarithm that keeps its digits where x is close to 1.
  const front = (exp(-a * lnOnePlus(ratio)) * Math.sqrt(rest)) / betaWithHalf(nu);
  if (x < (a + 1) / (a + 2.5)) return (front * betaFraction(x, a, 0.5)) / a / 2;
  return (1 - 2 * front * betaFraction(rest, 0.5, a)) / 2;
}

/** ln(1 + x), also for small x: the error of rounding 1 + x cancels in the ratio (Kahan). */
function lnOnePlus(x: number): number {
  const rounded = 1 + x;
  return rounded === 1 ? x : (ln(rounded) * x) / (rounded - 1);
}

/** The beta function of nu/2 and 1/2, from B(1/2, 1/2) = pi or B(1, 1/2) = 2 upwards: no gamma function is needed. */
function betaWithHalf(nu: number): number {
  const odd = nu % 2 === 1;
  let value = odd ? Math.PI : 2;
  for (let a = odd ? 0.5 : 1; 2 * a < nu; a++) value *= a / (a + 0.5);
  return value;
}

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) <= CONVERGED) break;
  }
  return value;
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

function normalTail(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 0;
  const density = exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z >= SERIES_REACH) {
    let denominator = z;
    for (let term = FRACTION_TERMS; term >= 1; term--) denominator = z + term / denominator;
    return density / denominator;
  }
  let total = z;
  for (let term = z, k = 3; term > total * CONVERGED; k += 2) {
    term *= (z * z) / k;
    total += term;
  }
  return 0.5 - density * total;
}
