import { type Decimal, decimal } from '@bagehot/kernel';
import { SimError, studentTCdf, studentTQuantile, tInterval } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const decimals = (...values: readonly (number | string)[]): readonly Decimal[] => values.map(decimal);

describe('the quantile of Student', () => {
  it('is what can be written down for 1, 2 and 4 degrees of freedom', () => {
    // 1: the Cauchy distribution. 2 and 4: roots of polynomials (Shaw 2006, Journal of Computational Finance 9(4), equations 35 to 38).
    for (const p of [0.6, 0.9, 0.975, 0.999]) {
      const alpha = 4 * p * (1 - p);
      const four = Math.sqrt((4 * Math.cos(Math.acos(Math.sqrt(alpha)) / 3)) / Math.sqrt(alpha) - 4);
      expect(studentTQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 12);
      expect(studentTQuantile(p, 2) / ((2 * p - 1) * Math.sqrt(2 / alpha))).toBeCloseTo(1, 12);
      expect(studentTQuantile(p, 4) / four).toBeCloseTo(1, 12);
    }
  });

  it('is that of the tables', () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: critical values of Student's t distribution.
    const table: readonly (readonly [number, number, string])[] = [
      [0.975, 9, '2.262'],
      [0.975, 24, '2.064'],
      [0.975, 99, '1.984'],
      [0.95, 10, '1.812'],
      [0.999, 3, '10.215'],
    ];
    for (const [p, freedom, value] of table) expect(studentTQuantile(p, freedom).toFixed(3)).toBe(value);
  });

  it('undoes the distribution, on both sides, far out too', () => {
    for (const freedom of [1, 3, 9, 124, 12_499])
      for (const p of [1e-12, 0.001, 0.3, 0.5, 0.7, 0.975, 0.9999]) {
        const t = studentTQuantile(p, freedom);
        expect(studentTCdf(t, freedom) / p).toBeCloseTo(1, 10);
        expect(Math.sign(t)).toBe(Math.sign(p - 0.5));
      }
  });

  it.each([0, 1, -0.1, Number.NaN])('refuses the probability %d', (p) => {
    expect(() => studentTQuantile(p, 3)).toThrow(SimError);
    expect(() => studentTQuantile(0.5, 0)).toThrow(SimError);
  });
});

describe('the interval of a mean', () => {
  it('is that of R for the sleep data', () => {
    // R, example of t.test: mean -1.58, 95 percent confidence interval -2.4598858 -0.7001142 (data set `sleep`; Student, 1908).
    const interval = tInterval(decimals('-1.2', '-2.4', '-1.3', '-1.3', '0', '-1', '-1.8', '-0.8', '-4.6', '-1.4'));
    expect(interval?.mean.toFixed()).toBe('-1.58');
    expect(interval?.lower.toFixed(7)).toBe('-2.4598858');
    expect(interval?.upper.toFixed(7)).toBe('-0.7001142');
  });

  it('has the certified means and deviations of NIST where digits cancel', () => {
    // NIST Statistical Reference Datasets, univariate: NumAcc1 to NumAcc4.
    const around = (whole: string): readonly Decimal[] => [
      decimal(`${whole}.2`),
      ...Array.from({ length: 1000 }, (_, k) => decimal(`${whole}.${k % 2 === 0 ? 1 : 3}`)),
    ];
    const sets: readonly (readonly [readonly Decimal[], string, number])[] = [
      [decimals(10_000_001, 10_000_003, 10_000_002), '10000002', 1],
      [around('1'), '1.2', 0.1],
      [around('1000000'), '1000000.2', 0.1],
      [around('10000000'), '10000000.2', 0.1],
    ];
    for (const [values, mean, deviation] of sets) {
      const interval = tInterval(values);
      expect(interval?.mean.toFixed()).toBe(mean);
      expect(interval?.standardDeviation).toBeCloseTo(deviation, 14);
    }
  });

  it('needs two values, and has no width without spread', () => {
    expect([tInterval([]), tInterval(decimals(3))]).toEqual([null, null]);
    expect(tInterval(decimals('0.1', '0.1', '0.1'))).toMatchObject({ lower: 0.1, upper: 0.1, standardDeviation: 0 });
  });
});
