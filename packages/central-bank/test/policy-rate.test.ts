import {
  type CentralBankService,
  createCentralBank,
  InvalidConfigError,
  InvalidPolicyRateError,
  InvalidTickError,
  type MoneyMarketEvent,
  NonMonotonicTickError,
  reserveAccounts,
} from '@bagehot/central-bank';
import { createEventLog, decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const ports = () => ({ ...reserveAccounts({ balances: [] }), events: createEventLog<MoneyMarketEvent>() });
const bankAt = (initialPolicyRate: string): CentralBankService =>
  createCentralBank({ initialPolicyRate, faceValue: 1 }, ports());
const history = (bank: CentralBankService): readonly unknown[] =>
  bank.policyRateHistory().map(({ rate, tick }) => [rate.toString(), tick]);

describe('the policy rate', () => {
  it('set rate', () => {
    const { events, ...rest } = ports();
    const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 1 }, { ...rest, events });
    bank.setPolicyRate(0.04, 3);
    expect(bank.getPolicyRate()).toEqual({ rate: decimal('0.04'), tick: 3 });
    bank.setPolicyRate('0.0400', 5);
    bank.setPolicyRate('0.03', 5);
    expect(history(bank)).toEqual([
      ['0.05', 0],
      ['0.04', 3],
      ['0.03', 5],
    ]);
    expect([0, 2, 3, 4, 5, 99].map((tick) => bank.policyRateAt(tick).rate.toString())).toEqual([
      '0.05',
      '0.05',
      '0.04',
      '0.04',
      '0.03',
      '0.03',
    ]);
    expect(events.of('PolicyRateSet').map((event) => JSON.parse(JSON.stringify(event)))).toEqual([
      { kind: 'PolicyRateSet', day: 3, rate: '0.04', previousRate: '0.05' },
      { kind: 'PolicyRateSet', day: 5, rate: '0.04', previousRate: '0.04' },
      { kind: 'PolicyRateSet', day: 5, rate: '0.03', previousRate: '0.04' },
    ]);
  });

  it('may be set in tick 0, in place of the first one', () => {
    const bank = bankAt('0.05');
    bank.setPolicyRate('-0.005', 0);
    expect(history(bank)).toEqual([['-0.005', 0]]);
  });

  it.each([
    'abc',
    '',
    ' 0.05',
    '0x1',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '0.0000000000001',
    '-0.1000001',
    '10.01',
    '1e1000000',
    null as unknown as string,
  ])('is not %s', (rate) => {
    const bank = bankAt('0.05');
    expect(() => bank.setPolicyRate(rate, 1)).toThrow(InvalidPolicyRateError);
    expect(history(bank)).toEqual([['0.05', 0]]);
  });

  it('keeps the bounds it is given', () => {
    const bank = createCentralBank(
      { initialPolicyRate: '0', minPolicyRate: '-1', maxPolicyRate: '0.5', faceValue: 1 },
      ports(),
    );
    bank.setPolicyRate('-1', 1);
    bank.setPolicyRate('.5', 2);
    expect(() => bank.setPolicyRate('0.6', 3)).toThrow(/from -1 to 0.5/u);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53, '3' as unknown as number])('has no tick %s', (tick) => {
    const bank = bankAt('0.05');
    expect(() => bank.setPolicyRate('0.04', tick)).toThrow(InvalidTickError);
    expect(() => bank.policyRateAt(tick)).toThrow(InvalidTickError);
  });

  it('does not go back', () => {
    const bank = bankAt('0.05');
    bank.setPolicyRate('0.04', 7);
    expect(() => bank.setPolicyRate('0.03', 6)).toThrow(NonMonotonicTickError);
    expect(history(bank)).toEqual([
      ['0.05', 0],
      ['0.04', 7],
    ]);
  });

  it('is told in frozen copies', () => {
    const bank = bankAt('0.05');
    const rate = bank.getPolicyRate();
    expect(Object.isFrozen(rate) && Object.isFrozen(bank.policyRateHistory())).toBe(true);
    expect(bank.getPolicyRate()).not.toBe(rate);
  });

  it('is 0.05 unless somebody says otherwise, with one warning', () => {
    const bank = createCentralBank({ faceValue: 1 }, ports());
    expect(bank.getPolicyRate().rate.toString()).toBe('0.05');
    expect(bank.warnings).toEqual([
      {
        code: 'CONFIG_DEFAULT_USED',
        key: 'initialPolicyRate',
        value: '0.05',
        message: 'initialPolicyRate is not given: 0.05 is used',
      },
    ]);
    expect(bankAt('0.05').warnings).toEqual([]);
  });

  it('is undone with the transaction in which it was set', () => {
    const { events, ...rest } = ports();
    const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: 1 }, { ...rest, events });
    bank.setPolicyRate('0.04', 1);
    expect(() =>
      rest.ledger.transaction(() => {
        bank.setPolicyRate('0.03', 1);
        bank.setPolicyRate('0.02', 2);
        bank.setPolicyRate('0.01', 3);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(history(bank)).toEqual([
      ['0.05', 0],
      ['0.04', 1],
    ]);
    expect(events.events.length).toBe(1);
  });

  it('at a tick is the last one set by then, whatever was set', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.integer({ min: -10, max: 100 })), { maxLength: 20 }),
        fc.nat(90),
        (changes, at) => {
          const bank = bankAt('0.05');
          const byTick = new Map<number, string>([[0, '0.05']]);
          let tick = 0;
          for (const [wait, percent] of changes) {
            tick += wait;
            bank.setPolicyRate(decimal(percent).div(100), tick);
            byTick.set(tick, decimal(percent).div(100).toString());
          }
          const [, wanted] = [...byTick].findLast(([since]) => since <= at) as [number, string];
          expect(bank.policyRateAt(at).rate.toString()).toBe(wanted);
          expect(history(bank)).toEqual([...byTick].map(([since, rate]) => [rate, since]));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('what a central bank begins with', () => {
  it('is refused with every problem', () => {
    const begin = () =>
      createCentralBank(
        {
          initialPolicyRate: 'high',
          minPolicyRate: '2',
          maxPolicyRate: '1',
          faceValue: '0.001',
          initialBonds: { quantity: -1, bookValue: '-1' },
        },
        ports(),
      );
    expect(begin).toThrow(InvalidConfigError);
    try {
      begin();
    } catch (error) {
      expect((error as InvalidConfigError).details.problems.map(({ path }) => path)).toEqual([
        'minPolicyRate',
        'initialPolicyRate',
        'faceValue',
        'initialBonds.bookValue',
        'initialBonds.quantity',
      ]);
    }
  });

  it('issues the money under the name it is given, unless somebody else does', () => {
    const { ledger, contracts } = reserveAccounts({ balances: [] });
    expect(() => createCentralBank({ id: 'ECB', faceValue: 1 }, { ledger, contracts })).toThrow(/id must be CB/u);
    createCentralBank({ id: 'ECB', faceValue: 1 }, { ledger, contracts, asset: 'euro' });
    expect(ledger.snapshot().assets).toContainEqual({ name: 'euro', issuer: 'ECB', decimals: 2 });
  });
});
