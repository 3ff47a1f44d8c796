import { decimal } from '@bagehot/kernel';
import { roundedDouble } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** The definition. */
function expected(value: number): unknown {
  const { s, e, c } = decimal(value.toPrecision(15));
  return { s, e, c };
}

function told(value: number): unknown {
  const { s, e, c } = roundedDouble(value);
  return { s, e, c };
}

describe('a double to 15 digits', () => {
  it('is what its text of so many digits says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
          fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }),
          // Halves of the last digit, and whatever lies next to them.
          fc
            .tuple(fc.integer({ min: 1, max: 2 ** 50 }), fc.integer({ min: 0, max: 22 }))
            .map(([whole, places]) => (whole + 0.5) / 10 ** places),
          fc
            .tuple(fc.integer({ min: 1, max: 2 ** 51 }), fc.integer({ min: 0, max: 12 }))
            .map(([n, bits]) => n / 2 ** bits),
        ),
        (value) => {
          expect(told(value)).toEqual(expected(value));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('is rounded correctly next to powers of ten, and rounds ties up', () => {
    for (let exponent = -12; exponent <= 18; exponent++) {
      const power = Number(`1e${exponent}`);
      for (const value of [power, power * (1 - 2 ** -53), power * (1 + 2 ** -52), power * (1 - 2 ** -49)])
        expect(told(value)).toEqual(expected(value));
    }
    expect(roundedDouble(100_000_000_000_000.5 / 8).toString()).toBe('12500000000000.1');
    expect(roundedDouble(1_000_000_000_000.125).toString()).toBe('1000000000000.13');
    expect(roundedDouble(1_000_000_000_000.375).toString()).toBe('1000000000000.38');
  });
});
