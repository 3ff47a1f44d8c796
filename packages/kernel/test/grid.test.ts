import { decimal, KernelError } from '@bagehot/kernel';
import { formatQuanta, moneyGrid, toDecimal, toQuanta } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('the money grid', () => {
  it('has 10^decimals quanta to the unit', () => {
    const { decimals, one, quantum } = moneyGrid(12);
    expect([decimals, one, quantum.toString()]).toEqual([12, 1_000_000_000_000n, '0.000000000001']);
    expect(moneyGrid(0).quantum.toString()).toBe('1');
  });

  it.each([-1, 19, 1.5, Number.NaN, '2' as unknown as number])('refuses %j decimals', (decimals) => {
    expect(() => moneyGrid(decimals)).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT', details: expect.objectContaining({ field: 'decimals' }) }),
    );
  });

  it('counts amounts that lie on it and refuses, never rounds, the others', () => {
    const cents = moneyGrid(2);
    expect(toQuanta(cents, '12.30')).toBe(1230n);
    expect(toQuanta(cents, -0.01)).toBe(-1n);
    expect(() => toQuanta(cents, decimal('0.005'))).toThrow(KernelError);
    expect(() => toQuanta(cents, '0.005')).toThrow(
      expect.objectContaining({
        code: 'OFF_GRID',
        details: { amount: '0.005', quantum: '0.01' },
        message: '0.005 is not a multiple of 0.01',
      }),
    );
    expect(() => toQuanta(cents, 'ten')).toThrow(expect.objectContaining({ code: 'INVALID_DECIMAL' }));
  });

  it('reads, writes and converts without loss at any size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }), fc.nat(18), (quanta, decimals) => {
        const grid = moneyGrid(decimals);
        const amount = toDecimal(grid, quanta);
        expect(toQuanta(grid, amount)).toBe(quanta);
        expect(toQuanta(grid, formatQuanta(grid, quanta))).toBe(quanta);
        expect(formatQuanta(grid, quanta)).toBe(amount.toString());
      }),
    );
  });
});
