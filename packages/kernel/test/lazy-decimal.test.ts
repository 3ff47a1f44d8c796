import { decimal, isDecimal, max, min, sum } from '@bagehot/kernel';
import { fromUnits, lazyDecimal, unitsOf } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a lazy decimal', () => {
  const units = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

  it('calculates like the decimal it stands for', () => {
    fc.assert(
      fc.property(units, units, fc.nat(20), (a, b, decimals) => {
        const [x, y] = [fromUnits(a, decimals), fromUnits(b, decimals)];
        const lazy = (): typeof x => lazyDecimal(a, decimals);
        expect(String(lazy())).toBe(String(x));
        expect(JSON.stringify([lazy()])).toBe(JSON.stringify([x]));
        expect(String(lazy().plus(y))).toBe(String(x.plus(y)));
        expect(String(y.minus(lazy()))).toBe(String(y.minus(x)));
        expect(String(lazy().times(y).times(lazy()))).toBe(String(x.times(y).times(x)));
        expect(String(sum([lazy(), y, lazy()]))).toBe(String(sum([x, y, x])));
        expect([lazy().cmp(y), y.cmp(lazy()), lazy().eq(x)]).toEqual([x.cmp(y), y.cmp(x), true]);
        expect(unitsOf(lazy(), decimals)).toBe(a);
        if (b !== 0n) {
          expect(String(lazy().mod(y))).toBe(String(x.mod(y)));
          expect(String(lazy().div(y))).toBe(String(x.div(y)));
        }
      }),
    );
  });

  it('stays as it is when it is used', () => {
    const lazy = lazyDecimal(-1250n, 2);
    lazy.mod(decimal(5));
    lazy.abs().plus(1);
    expect(String(lazy)).toBe('-12.5');
  });

  it('is a decimal for everything that asks', () => {
    const lazy = lazyDecimal(1250n, 2);
    expect(isDecimal(lazy)).toBe(true);
    expect(decimal(lazy)).toBe(lazy);
    expect(max(lazy, decimal(1))).toBe(lazy);
    expect(String(min(lazy, decimal(1)))).toBe('1');
    expect(Number(lazy)).toBe(12.5);
  });
});
