import {
  type AmountInput,
  createCentralBank,
  InvalidAmountError,
  InvalidPolicyRateError,
  reserveAccounts,
} from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** What an account shows that was opened with an amount. */
function booked(amount: AmountInput, moneyDecimals = 2): string {
  return reserveAccounts({ balances: [['F1', amount]], moneyDecimals })
    .ledger.balance('F1', 'reserves')
    .toString();
}

/** The policy rate that was meant. */
function rate(input: AmountInput): string {
  const ports = reserveAccounts({ balances: [] });
  const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, ports);
  bank.setPolicyRate(input, 0);
  return bank.getPolicyRate().rate.toString();
}

describe('an amount', () => {
  it.each<[AmountInput, string]>([
    ['12.50', '12.5'],
    ['.5', '0.5'],
    ['1.0000', '1'],
    ['1e2', '100'],
    ['125E-2', '1.25'],
    ['2.5e+1', '25'],
    ['-0', '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [7n, '7'],
    [decimal('3.25'), '3.25'],
  ])('may be written as %s', (amount, text) => {
    expect(booked(amount)).toBe(text);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '1.',
    '.',
    '1,5',
    '0x10',
    '1_000',
    'Infinity',
    'NaN',
    '1e',
    '1e1.5',
    '--1',
    '1e1001',
    '1e-1001',
    '1e1000000',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
    true,
    {},
    [5],
    new String('5'),
    new Date(0),
  ])('is not %o', (amount) => {
    expect(() => booked(amount as AmountInput)).toThrow(InvalidAmountError);
  });

  it('is never rounded to the grid', () => {
    expect(() => booked('1.001')).toThrow(InvalidAmountError);
    expect(() => booked(0.1 + 0.2)).toThrow(InvalidAmountError);
    expect(booked('1.001', 3)).toBe('1.001');
    expect(() => booked('0.5', 0)).toThrow(InvalidAmountError);
    expect(booked('0.000000000000000001', 18)).toBe('0.000000000000000001');
  });

  it('is what its text says, whatever its size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.nat(18), (units, digits) => {
        const text = decimal(units.toString()).times(decimal(`1e-${digits}`));
        expect(booked(text, digits)).toBe(text.toString());
        expect(booked(text.toString(), digits)).toBe(text.toString());
        expect(booked(units, digits)).toBe(units.toString());
      }),
      { numRuns: 60 },
    );
  });
});

describe('a rate', () => {
  it('has at most 12 decimals and is told without zeros or exponent', () => {
    expect([rate('0.0500'), rate(0.1), rate('1e-12'), rate(1n), rate('-0.005')]).toEqual([
      '0.05',
      '0.1',
      '0.000000000001',
      '1',
      '-0.005',
    ]);
    expect(() => rate('1e-13')).toThrow(InvalidPolicyRateError);
    expect(() => rate(1 / 3)).toThrow(InvalidPolicyRateError);
  });
});
