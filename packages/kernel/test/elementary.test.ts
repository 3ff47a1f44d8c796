import { exp, ln, pow } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binary, expBinary, lnFixed, powBinary, sizeOf, thousandthsOfUlp } from './high-precision.js';

const { POSITIVE_INFINITY: INFINITY, NEGATIVE_INFINITY, NaN: NOT, MAX_VALUE, MIN_VALUE, EPSILON } = Number;
const finite = { noNaN: true, noDefaultInfinity: true };
const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, ...finite });
const runs = { numRuns: 2000 };

/** Largest distance from the exact value that the doc comments promise, in thousandths of a last place. */
const LN = 510;
const OTHERS = 750;

describe('the high-precision reference', () => {
  it('knows ln 2, e, and powers that are integers', () => {
    // The first 100 digits, from tables.
    const ln2 =
      '0.6931471805599453094172321214581765680755001343602552541206800094933936219696947156058633269964186875';
    const digits = (lnFixed(2) * 10n ** 90n) >> 320n;
    expect(`0.${digits}`).toBe(ln2.slice(0, 92));
    const e = expBinary(1);
    expect((e.m * 10n ** 60n) >> -e.e).toBe(2718281828459045235360287471352662497757247093699959574966967n);
    expect(thousandthsOfUlp(3 ** 20, powBinary(3, 20))).toBe(0);
    expect(thousandthsOfUlp(1 + EPSILON, binary(1))).toBe(1000);
    expect(thousandthsOfUlp(MIN_VALUE * 3, binary(MIN_VALUE))).toBe(2000);
  });
});

describe('ln', () => {
  it.each([
    ['around 1', between(0.5, 2)],
    ['next to 1', fc.integer({ min: -100_000, max: 100_000 }).map((n) => 1 + n * EPSILON)],
    ['of all sizes', fc.double({ min: MIN_VALUE, ...finite })],
    ['of subnormals', between(MIN_VALUE, 2.2e-308)],
    ['half-way between the nodes of its table', fc.integer({ min: 40, max: 100 }).map((n) => n / 64 + EPSILON)],
  ])('is within 0.51 units in the last place %s', (_, arguments_) => {
    fc.assert(
      fc.property(arguments_, (x) => {
        const exact = lnFixed(x);
        const result = ln(x);
        expect(thousandthsOfUlp(result, sizeOf(exact))).toBeLessThanOrEqual(LN);
        expect(Math.sign(result)).toBe(exact > 0n ? 1 : exact < 0n ? -1 : 0);
      }),
      runs,
    );
  });

  it.each([
    [1, 0],
    [0, NEGATIVE_INFINITY],
    [-0, NEGATIVE_INFINITY],
    [INFINITY, INFINITY],
    [-1, NOT],
    [-MIN_VALUE, NOT],
    [NEGATIVE_INFINITY, NOT],
    [NOT, NOT],
    [MAX_VALUE, 709.782712893384],
    [MIN_VALUE, -744.4400719213812],
  ])('of %d is %d', (x, expected) => {
    expect(ln(x)).toBe(expected);
  });

  it('is rounded correctly at the nodes of its table, and keeps the digits beyond them for pow', () => {
    for (let node = 23; node <= 45; node++) {
      const x = node / 32;
      expect(thousandthsOfUlp(ln(x), sizeOf(lnFixed(x)))).toBeLessThanOrEqual(500);
      // The largest exponents magnify what is left of the logarithm after 53 bits a thousandfold.
      if (node !== 32)
        for (const y of [700 / ln(x), -700 / ln(x)])
          expect(thousandthsOfUlp(pow(x, y), powBinary(x, y))).toBeLessThanOrEqual(OTHERS);
    }
  });
});

describe('exp', () => {
  it.each([
    ['around 0', between(-1, 1)],
    ['next to 0', between(-1e-8, 1e-8)],
    ['wherever it is finite and normal', between(-708, 709.78)],
    ['where it is subnormal', between(-745, -708)],
    ['half-way between powers of two', fc.integer({ min: -1000, max: 1000 }).map((n) => (n + 0.5) * Math.LN2)],
  ])('is within 0.75 units in the last place %s', (_, arguments_) => {
    fc.assert(
      fc.property(arguments_, (x) => {
        expect(thousandthsOfUlp(exp(x), expBinary(x))).toBeLessThanOrEqual(OTHERS);
      }),
      runs,
    );
  });

  it.each([
    [0, 1],
    [-0, 1],
    [1, Math.E],
    [INFINITY, INFINITY],
    [NEGATIVE_INFINITY, 0],
    [NOT, NOT],
    [709.782712893384, 1.7976931348622732e308],
    [709.7827128933841, INFINITY],
    [1e308, INFINITY],
    [-745.1332191019411, MIN_VALUE],
    [-745.1332191019412, 0],
    [-1e308, 0],
    [MIN_VALUE, 1],
    [EPSILON, 1 + EPSILON],
  ])('of %d is %d', (x, expected) => {
    expect(exp(x)).toBe(expected);
  });
});

describe('pow', () => {
  it.each([
    ['for usual bases and exponents', fc.tuple(between(0.001, 1000), between(-20, 20))],
    ['for bases next to 1', fc.tuple(between(0.95, 1.05), between(-10_000, 10_000))],
    ['for roots of uniform numbers', fc.tuple(between(1e-9, 1), between(0.2, 100))],
    ['for any base', fc.tuple(fc.double({ min: MIN_VALUE, ...finite }), between(-3, 3))],
    ['for bases one place from 1', fc.tuple(fc.constantFrom(1 + EPSILON, 1 - EPSILON / 2), between(-6e18, 6e18))],
  ])('is within 0.75 units in the last place %s', (_, arguments_) => {
    fc.assert(
      fc.property(arguments_, ([x, y]) => {
        const result = pow(x, y);
        const exact = powBinary(x, y);
        if (result === INFINITY) expect(exact.m >> (1024n - exact.e)).toBeGreaterThan(0n);
        else expect(thousandthsOfUlp(result, exact)).toBeLessThanOrEqual(OTHERS);
      }),
      runs,
    );
  });

  it('is exact where the power is a double', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: 0, max: 12 }), (base, exponent) => {
        const exact = BigInt(base) ** BigInt(exponent);
        fc.pre(BigInt(Number(exact)) === exact);
        expect(pow(base, exponent)).toBe(Number(exact));
        if (base > 0) expect(pow(base * base, 0.5)).toBe(base);
      }),
      runs,
    );
    for (let k = -1074; k <= 1023; k++)
      expect(binary(pow(2, k)).m === 2n ** 52n || pow(2, k) === MIN_VALUE * 2 ** (k + 1074)).toBe(true);
    fc.assert(
      fc.property(fc.double({ min: MIN_VALUE, ...finite }), (x) => pow(x, 1) === x),
      runs,
    );
  });

  it('has the special values of the language', () => {
    const values = [
      0,
      -0,
      1,
      -1,
      0.5,
      -0.5,
      2,
      -2,
      3,
      -3,
      2.5,
      INFINITY,
      NEGATIVE_INFINITY,
      NOT,
      1e300,
      -1e300,
      2 ** 53,
      1e-310,
    ];
    for (const x of values)
      for (const y of values) {
        const expected = x ** y;
        const label = `${Object.is(x, -0) ? '-0' : x} ** ${Object.is(y, -0) ? '-0' : y}`;
        // Only these are exact in every engine: the rest is checked above.
        if (Number.isFinite(expected) && expected !== 0 && Math.abs(expected) !== 1) continue;
        expect([label, pow(x, y)]).toEqual([label, expected]);
      }
  });
});
