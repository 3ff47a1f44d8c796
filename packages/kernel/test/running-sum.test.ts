import { type Decimal, decimal, ZERO } from '@bagehot/kernel';
import { fromUnits, lazyDecimal, RunningSum, unitsOf } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const values = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 24 }), fc.boolean())
  .map(([units, decimals, isLazy]) => (isLazy ? lazyDecimal(units, decimals) : fromUnits(units, decimals)));

describe('a running sum', () => {
  it('is what adding and subtracting one after the other comes to, finer than any grid or not', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(values, fc.boolean())), (changes) => {
        const total = new RunningSum();
        let expected: Decimal = ZERO;
        for (const [value, isAdded] of changes) {
          if (isAdded) total.add(value);
          else total.subtract(value);
          expected = isAdded ? expected.plus(value) : expected.minus(value);
          expect(total.value.eq(expected)).toBe(true);
        }
        expect(total.value.toString()).toBe(expected.toString());
      }),
    );
  });
});

it('a count of units is told again on every grid that is fine enough, before and after somebody has read its digits', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 18 }), fc.integer({ min: 0, max: 30 }), (units, own, asked) => {
      const value = lazyDecimal(units, own);
      const expected = unitsOf(decimal(fromUnits(units, own)), asked);
      expect(unitsOf(value, asked)).toBe(expected);
      expect(value.toString()).toBe(fromUnits(units, own).toString());
      expect(unitsOf(value, asked)).toBe(expected);
    }),
  );
});
