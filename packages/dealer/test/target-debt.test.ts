import { targetDebt } from '@bagehot/dealer';
import { decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const debt = (equity: string | number, leverage: string | number, quantum: string | number = '0.01'): string =>
  targetDebt({ equity, leverage, quantum }).toFixed();

describe('what a dealer wants to owe', () => {
  it('is so many times its equity less one, down to the grid', () => {
    expect(debt('12.5', 3)).toBe('25');
    expect(debt('10.33', '1.5')).toBe('5.16');
    expect(debt('10.33', '1.5', '0.000001')).toBe('5.165');
    expect(debt(10, '1.5', 2)).toBe('4');
  });

  it('is nothing without leverage or equity', () => {
    expect([debt('17.29', 1), debt(0, 5), debt('-3', 5), debt('0.004', 2)]).toEqual(['0', '0', '0', '0']);
  });

  it('is refused below one, and without a grid', () => {
    expect(() => debt(1, '0.99')).toThrowError(/leverage: must be at least 1, but is 0.99/);
    expect(() => debt(1, 2, 0)).toThrowError(/quantum: must be more than 0, but is 0/);
  });

  it('is the largest amount on the grid that is no more than wanted', () => {
    const cents = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 100, max: 1000 }),
        fc.integer({ min: 1, max: 500 }),
        (equity, leverage, step) => {
          const owed = Number(debt(String(equity / 100), String(leverage / 100), String(step / 100))) * 100;
          // In units of 10^-4, where everything is whole.
          const wanted = Math.max(0, equity * (leverage - 100));
          const units = Math.round(owed) * 100;
          expect(Math.round(owed) % step).toBe(0);
          expect(units <= wanted && wanted < units + step * 100).toBe(true);
          expect(decimal(debt(String(equity / 100), 1)).eq(0)).toBe(true);
        },
      ),
    );
  });
});
