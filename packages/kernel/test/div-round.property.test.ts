import { decimal, quotient, type Rounding } from '@bagehot/kernel';
import { divRound, floorDiv, halfEvenDiv } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numerator = fc.oneof(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: -(2n ** 100n), max: 2n ** 100n }));
const divisor = fc.oneof(fc.bigInt({ min: 1n, max: 12n }), fc.bigInt({ min: 1n, max: 2n ** 90n }));

describe('divRound', () => {
  it.each([
    [7n, 'floor', 3n],
    [7n, 'ceiling', 4n],
    [7n, 'truncate', 3n],
    [7n, 'half-even', 4n],
    [7n, 'half-up', 4n],
    [5n, 'half-even', 2n],
    [5n, 'half-up', 3n],
    [-5n, 'floor', -3n],
    [-5n, 'ceiling', -2n],
    [-5n, 'truncate', -2n],
    [-5n, 'half-even', -2n],
    [-5n, 'half-up', -3n],
    [-7n, 'half-even', -4n],
    [-6n, 'floor', -3n],
  ] as const)('%s / 2, %s, is %s', (n, rounding, expected) => {
    expect(divRound(n, 2n, rounding)).toBe(expected);
  });

  it('refuses a divisor that is not positive', () => {
    for (const d of [0n, -1n])
      expect(() => divRound(1n, d, 'floor')).toThrow(
        expect.objectContaining({ code: 'BAD_KERNEL_INPUT', message: `divisor must be greater than 0, but is ${d}` }),
      );
  });

  it('gives the neighbour each mode names', () => {
    fc.assert(
      fc.property(numerator, divisor, (n, d) => {
        const floor = divRound(n, d, 'floor');
        expect(floor * d <= n && n < (floor + 1n) * d).toBe(true);
        const ceiling = divRound(n, d, 'ceiling');
        expect(ceiling).toBe(-divRound(-n, d, 'floor'));
        expect(divRound(n, d, 'truncate')).toBe(n < 0n ? ceiling : floor);
        const even = divRound(n, d, 'half-even');
        const up = divRound(n, d, 'half-up');
        const twice = 2n * (n - floor * d);
        if (twice === d) {
          expect(even).toBe(floor % 2n === 0n ? floor : ceiling);
          expect(up).toBe(n < 0n ? floor : ceiling);
        } else {
          const nearest = twice < d ? floor : ceiling;
          expect([even, up]).toEqual([nearest, nearest]);
        }
        expect(floorDiv(n, d)).toBe(floor);
        expect(halfEvenDiv(n, d)).toBe(even);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('quotient', () => {
  const places = fc.nat(14);
  it('rounds the exact quotient of decimals once, whatever the signs', () => {
    const rounding = fc.constantFrom<Rounding>('floor', 'ceiling', 'truncate', 'half-even', 'half-up');
    fc.assert(
      fc.property(
        numerator,
        places,
        divisor,
        places,
        fc.nat(30),
        rounding,
        fc.boolean(),
        (n, np, d, dp, decimals, mode, minus) => {
          const top = decimal(`${n}e-${np}`);
          const bottom = decimal(`${minus ? -d : d}e-${dp}`);
          const exact = divRound((minus ? -n : n) * 10n ** BigInt(dp + decimals), d * 10n ** BigInt(np), mode);
          expect(quotient(top, bottom, { decimals, rounding: mode }).eq(`${exact}e-${decimals}`)).toBe(true);
        },
      ),
    );
  });

  it('is division of decimals unless told otherwise', () => {
    fc.assert(
      fc.property(numerator, places, divisor, places, (n, np, d, dp) => {
        const top = decimal(`${n}e-${np}`);
        const bottom = decimal(`${d}e-${dp}`);
        expect(quotient(top, bottom).toString()).toBe(top.div(bottom).toString());
      }),
    );
  });

  it('does not round twice', () => {
    const justBelow = decimal('0.2499999999999999999999999');
    expect(quotient(justBelow, decimal(1), { decimals: 1, rounding: 'half-up' }).toString()).toBe('0.2');
    expect(justBelow.div(1).round(1, 1).toString()).toBe('0.3');
  });

  it('names a divisor of 0 and decimals that are none', () => {
    expect(() => quotient(decimal(1), decimal(0))).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => quotient(decimal(1), decimal(1), { decimals: -1 })).toThrow(
      expect.objectContaining({ message: 'decimals must be an integer from 0 to 1000, but is -1' }),
    );
  });
});
