import { decimal, decimalPlaces, isDecimal, KernelError, max, min, RATIO_DP, sum, ZERO } from '@bagehot/kernel';
import { formatUnits, fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import Big from 'big.js';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

describe('decimal', () => {
  it('reads texts, numbers by their shortest text, and decimals', () => {
    expect(decimal('12.50').toString()).toBe('12.5');
    expect(decimal(0.1).plus(0.2).toString()).toBe('0.3');
    expect(decimal(1e21).toString()).toBe('1000000000000000000000');
    expect(decimal('1e-30').toString()).toBe('0.000000000000000000000000000001');
    expect(decimal('-0').toString()).toBe('0');
    const value = decimal('7');
    expect(decimal(value)).toBe(value);
  });

  it.each<[string | number, string]>([
    ['', 'an empty text'],
    [' 1', 'a blank'],
    ['1,5', 'a comma'],
    ['0x10', 'another base'],
    ['1e', 'half an exponent'],
    [Number.NaN, 'no number'],
    [Number.POSITIVE_INFINITY, 'infinity'],
    ['1e1001', 'a digit too far left'],
    ['1e-1001', 'a digit too far right'],
    ['1e999999999', 'an exponent that would fill the memory'],
    [undefined as unknown as string, 'nothing'],
    [null as unknown as string, 'null'],
    [{} as unknown as string, 'an object'],
  ])('refuses %j: %s', (input) => {
    let thrown: unknown;
    try {
      decimal(input);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(KernelError);
    expect(thrown).toMatchObject({ name: 'KernelError', code: 'INVALID_DECIMAL', details: { input: String(input) } });
    expect((thrown as Error).message).toContain('expected a finite decimal');
  });

  it('divides half-even at 24 decimals', () => {
    expect(RATIO_DP).toBe(24);
    expect(decimal(2).div(3).toString()).toBe(`0.${'6'.repeat(23)}7`);
    expect(decimal('5e-25').div(1).toString()).toBe('0');
    expect(decimal('15e-25').div(1).toString()).toBe('0.000000000000000000000002');
  });

  describe('beside another user of big.js', () => {
    const { DP, RM } = Big;
    afterEach(() => {
      Big.DP = DP;
      Big.RM = RM;
    });

    it('keeps its own precision, and takes foreign values over', () => {
      Big.DP = 2;
      Big.RM = 0;
      expect(decimal(2).div(3).toString()).toBe(`0.${'6'.repeat(23)}7`);
      const foreign = decimal(new Big('1e21'));
      expect(foreign.div(7).toString()).toBe('142857142857142857142.857142857142857142857143');
      expect(foreign.toString()).toBe('1000000000000000000000');
      expect(isDecimal(new Big(1))).toBe(true);
      expect(isDecimal('1')).toBe(false);
    });
  });
});

describe('sum, min and max', () => {
  it('are exact', () => {
    expect(sum([]).toString()).toBe('0');
    expect(sum(['0.1', '0.2', '-0.3'].map((text) => decimal(text))).eq(ZERO)).toBe(true);
    const [one, uno, two] = [decimal(1), decimal('1.0'), decimal(2)];
    expect([min(one, two), min(two, one), max(one, two), max(two, one)]).toEqual([one, one, two, two]);
    expect([min(one, uno), max(one, uno)].map((value) => value === one)).toEqual([true, true]);
  });
});

describe('units', () => {
  it('count a value in powers of ten, or say that they cannot', () => {
    expect(unitsOf(decimal('12.25'), 3)).toBe(12_250n);
    expect(unitsOf(decimal('-12.25'), 2)).toBe(-1225n);
    expect(unitsOf(decimal('12.25'), 1)).toBeUndefined();
    expect(unitsOf(decimal('0'), 0)).toBe(0n);
    expect(unitsOf(decimal('1234567890123456789'), 2)).toBe(123456789012345678900n);
    expect(['1200', '12.25', '0.001', '0', '1e-20'].map((text) => decimalPlaces(decimal(text)))).toEqual([
      0, 2, 3, 0, 20,
    ]);
  });

  it('are written as big.js writes them, and read back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        fc.nat(30),
        fc.nat(12),
        (whole, decimals, zeros) => {
          const units = whole * 10n ** BigInt(zeros);
          const value = decimal(units.toString()).times(decimal(`1e-${decimals}`));
          expect(formatUnits(units, decimals)).toBe(value.toFixed());
          expect(fromUnits(units, decimals)).toEqual(decimal(formatUnits(units, decimals)));
          expect(String(fromUnits(units, decimals).times(-1))).toBe(String(value.times(-1)));
          expect(unitsOf(value, decimals)).toBe(units);
        },
      ),
    );
  });
});
