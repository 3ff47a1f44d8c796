import {
  maintenancePeriod,
  ratioRule,
  requirementFrom,
  requirementSupplyRule,
  reserveTargetSupply,
} from '@bagehot/central-bank';
import { decimal, sum } from '@bagehot/kernel';
import { array, assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf } from './golden-book.js';

const cents = (units: number): string => (units / 100).toFixed(2);

describe('target supply', () => {
  it('offers what is beyond the target, and nothing without one', () => {
    const rule = reserveTargetSupply(new Map([['F1', '100']]));
    const offer = (agent: string, balance: string): string =>
      rule.amount({ agent, tick: 1, balance: decimal(balance) }).toString();
    expect([offer('F1', '600.14'), offer('F1', '99.99'), offer('F2', '600'), offer('toString', '1')]).toEqual([
      '500.14',
      '0',
      '0',
      '0',
    ]);
  });

  it('lets the call rate fall, or stand, the more reserves lenders are given', () => {
    const lenders = array(
      record({ balance: integer({ min: 0, max: 100_000 }), target: integer({ min: 0, max: 50_000 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    assert(
      property(
        lenders,
        integer({ min: 1, max: 500_000 }),
        integer({ min: 0, max: 50_000 }),
        (drawn, wanted, injected) => {
          const rule = reserveTargetSupply(new Map(drawn.map(({ target }, i) => [`F${i}`, cents(target)])));
          const rateAfter = (extra: number): bigint => {
            const supplies = drawn.map(({ balance }, i) => {
              const agent = `F${i}`;
              const amount = rule.amount({ agent, tick: 1, balance: decimal(cents(balance + extra)) });
              return { agent, amount: amount.toString() };
            });
            const requests = [{ agent: 'B', amount: cents(wanted) }];
            return ratioRule().clear(bookOf(2, '0.05', { supplies, requests })).callRate;
          };
          expect(rateAfter(injected) <= rateAfter(0)).toBe(true);
        },
      ),
    );
  });
});

describe('requirement supply', () => {
  const terms = { remunerationRate: '0.03', lendingRate: '0.045' };

  /** Banks lend by the rule to a demand that is the same every tick, and are repaid the principal in the morning. */
  function ratesOf(
    banks: readonly { requirement: number; spare: number }[],
    periodTicks: number,
    wanted: number,
  ): readonly bigint[] {
    const period = maintenancePeriod({ ...terms, periodTicks });
    const held = banks.map((): string[] => []);
    const indexOf = (agent: string): number => Number(agent.slice(1));
    const rule = requirementSupplyRule((agent) => {
      const i = indexOf(agent);
      return period.status(cents(banks[i]?.requirement ?? 0), held[i] ?? []).neededAverage;
    });
    return Array.from({ length: periodTicks }, (_, tick) => {
      const morning = banks.map(({ requirement, spare }) => decimal(cents(requirement + spare)));
      const supplies = morning.map((balance, i) => ({
        agent: `F${i}`,
        amount: rule.amount({ agent: `F${i}`, tick, balance }).toString(),
      }));
      const book = bookOf(2, '0.05', { supplies, requests: [{ agent: 'B', amount: cents(wanted) }] });
      const { callRate, draws } = ratioRule().clear(book);
      for (const [i, balance] of morning.entries())
        held[i]?.push(balance.minus(decimal(String(draws[i])).div(100)).toString());
      return callRate;
    });
  }

  const banks = array(
    record({ requirement: integer({ min: 0, max: 50_000 }), spare: integer({ min: 0, max: 50_000 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  );

  it('makes the rate flat within a period', () => {
    assert(
      property(banks, integer({ min: 2, max: 8 }), integer({ min: 1, max: 300_000 }), (drawn, periodTicks, wanted) => {
        const spare = drawn.reduce((total, each) => total + each.spare, 0);
        const [first, ...others] = ratesOf(drawn, periodTicks, Math.max(wanted, spare));
        expect(others).toEqual(others.map(() => first));
      }),
    );
  });

  it('never lets it rise within a period when there is more than enough', () => {
    assert(
      property(banks, integer({ min: 2, max: 8 }), integer({ min: 1, max: 300_000 }), (drawn, periodTicks, wanted) => {
        const rates = ratesOf(drawn, periodTicks, wanted);
        for (const [i, rate] of rates.slice(1).entries()) expect(rate <= (rates[i] as bigint)).toBe(true);
      }),
    );
  });

  it('offers nothing to whom the port gives no figure', () => {
    const rule = requirementSupplyRule(() => null);
    expect(rule.amount({ agent: 'F1', tick: 1, balance: decimal(5) }).toString()).toBe('0');
  });
});

describe('reserve requirements', () => {
  it('are met by holding the needed average from wherever one stands', () => {
    const balances = array(integer({ min: 0, max: 100_000 }), { maxLength: 7 });
    assert(
      property(balances, integer({ min: 0, max: 50_000 }), (drawn, requirement) => {
        const period = maintenancePeriod({ remunerationRate: '0.03', lendingRate: '0.045', periodTicks: 8 });
        const held = drawn.map(cents);
        for (;;) {
          const { neededAverage } = period.status(cents(requirement), held);
          if (neededAverage === null) break;
          held.push(neededAverage.toString());
        }
        const { shortfallSum, excessSum, penalty, average } = period.settle(cents(requirement), held);
        expect([shortfallSum.toString(), penalty.toString()]).toEqual(['0', '0']);
        const total = sum(held.map(decimal));
        expect(total.minus(excessSum).eq(decimal(cents(requirement)).times(8))).toBe(true);
        expect(average.times(8).minus(total).abs().lte('0.04')).toBe(true);
      }),
    );
  });

  it('are a part of a base beyond an allowance, rounded half-even', () => {
    const required = (base: string, ratio: string, allowance?: string): string =>
      requirementFrom({ base, ratio, ...(allowance !== undefined && { allowance }) }).toString();
    expect([
      required('10000000', '0.01', '100000'),
      required('12345678.90', '0.01'),
      required('0.50', '0.01'),
      required('1.50', '0.01'),
      required('5', '0.01', '1'),
    ]).toEqual(['0', '123456.79', '0', '0.02', '0']);
  });

  it('refuse periods without ticks, and balances that do not fit', () => {
    expect(() => maintenancePeriod({ ...{ remunerationRate: 'x', lendingRate: '0' }, periodTicks: 0 })).toThrow(
      /periodTicks must be.*remunerationRate must be/,
    );
    const period = maintenancePeriod({ remunerationRate: '0', lendingRate: '0', periodTicks: 2 });
    expect(() => period.settle('1', ['1'])).toThrow(/2, one a tick/);
    expect(() => period.status('1', ['1', '1', '1'])).toThrow(/at most 2/);
    expect(() => period.status('1', ['-1'])).toThrow(expect.objectContaining({ code: 'INVALID_AMOUNT' }));
    expect(() => requirementFrom({ base: '1', ratio: 'half' })).toThrow(
      expect.objectContaining({ code: 'INVALID_RATE' }),
    );
  });
});
