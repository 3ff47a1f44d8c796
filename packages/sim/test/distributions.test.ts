import { normalCdf, SimError, studentTCdf } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

/** Equal to ten digits, relatively: small tails count too. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-10);
}

/** P(|T| <= t) as the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4, which need no beta function. */
function within(t: number, nu: number): number {
  const angle = Math.atan(t / Math.sqrt(nu));
  const odd = nu % 2 === 1;
  const cosine = Math.cos(angle);
  let term = odd ? cosine : 1;
  let total = 0;
  for (let k = odd ? 2 : 1; k <= nu - 1; k += 2) {
    total += term;
    term *= (cosine * cosine * k) / (k + 1);
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * total) : Math.sin(angle) * total;
}

describe('Student', () => {
  it('has closed forms for one, two and three degrees of freedom', () => {
    for (const t of [-20, -2.5, -1, -0.1, 0, 0.3, 1, 4, 50]) {
      expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12);
      expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12);
      const u = t / Math.sqrt(3);
      expect(studentTCdf(t, 3)).toBeCloseTo(0.5 + (u / (1 + u * u) + Math.atan(u)) / Math.PI, 12);
    }
  });

  it('agrees with the finite sums for many degrees of freedom', () => {
    for (const nu of [1, 2, 3, 4, 5, 9, 10, 31, 100, 124, 999, 1000])
      for (const t of [0.01, 0.5, 1, 1.5, 2, 3, 5, 10])
        expect(2 * studentTCdf(t, nu) - 1).toBeCloseTo(within(t, nu), 11);
  });

  // mpmath 1.3.0 with 40 digits: betainc(v/2, 1/2, 0, v/(v + t^2), regularized=True)/2.
  it.each([
    [1, 5, '0.1816087338245613128'],
    [2, 10, '0.036694017385370182809'],
    [2, 30, '0.02731252248149155196'],
    [4.0625, 9, '0.0014156542543015392837'],
    [30, 3, '0.00004067640213581979727'],
    [1.5, 124, '0.068078124858824991793'],
    [0.125, 124, '0.45036298710991003555'],
    [10, 124, '6.3246955467439117766e-18'],
    [3, 1000, '0.0013833545221190962321'],
    [40, 1000, '5.2394260775866804698e-210'],
    [0.5, 1_000_000, '0.30853759373618569389'],
  ])('keeps the digits of its tails: below -%d with %d', (t, nu, expected) => {
    expectClose(studentTCdf(-t, nu), Number(expected));
  });

  it('ends where it must', () => {
    expect([
      studentTCdf(Number.NEGATIVE_INFINITY, 4),
      studentTCdf(0, 4),
      studentTCdf(Number.POSITIVE_INFINITY, 4),
    ]).toEqual([0, 0.5, 1]);
    expect(studentTCdf(Number.NaN, 4)).toBeNaN();
  });

  it.each([0, -1, 2.5, Number.NaN])('refuses %d degrees of freedom', (nu) => {
    expect(() => studentTCdf(1, nu)).toThrow(SimError);
  });
});

describe('normal', () => {
  // mpmath 1.3.0 with 40 digits: erfc(z/sqrt(2))/2.
  it.each([
    [0.5, '0.30853753872598689636'],
    [1, '0.15865525393145705141'],
    [1.96, '0.024997895148220434137'],
    [2.5, '0.006209665325776135167'],
    [3, '0.0013498980316300945267'],
    [3.5, '0.00023262907903552503635'],
    [5, '2.8665157187919391167e-7'],
    [8.5, '9.4795348222033183542e-18'],
    [12, '1.7764821120776789977e-33'],
    [37, '5.7255712225245768227e-300'],
  ])('keeps the digits of its tails: below -%d', (z, expected) => {
    expectClose(normalCdf(-z), Number(expected));
    expectClose(normalCdf(z), 1 - Number(expected));
  });

  it('ends where it must', () => {
    expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(0), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([
      0, 0.5, 1,
    ]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});
