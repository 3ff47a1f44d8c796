import {
  type ClearingBook,
  corridor,
  type DecimalOutcome,
  decimalRule,
  matchLegs,
  orderBookRule,
  pooleUniformRule,
  ratioRule,
} from '@bagehot/central-bank';
import { describe, expect, it } from 'vitest';
import { bookOf, rateText } from './golden-book.js';

const invalid = (problem: RegExp): object =>
  expect.objectContaining({
    name: 'InvalidConfigError',
    code: 'INVALID_CONFIG',
    message: expect.stringMatching(problem),
  });

describe('options of rules', () => {
  it('are refused all at once when they make no sense', () => {
    const wrong = { spreadSensitivity: '-0.1', legRule: 'random' as 'sequential', maxLegs: 0.5 };
    expect(() => ratioRule(wrong)).toThrow(
      invalid(/spreadSensitivity must be .* at least 0.*legRule must be.*maxLegs must be a safe integer/),
    );
    expect(() => ratioRule({ spreadSensitivity: '0.0000000000001' })).toThrow(invalid(/at most 12 digits/));
    const pricing = 'last' as 'reference';
    const rationing = 'lottery' as 'time';
    const marketRates = { lowest: '0.2', highest: '0.1' };
    expect(() => orderBookRule({ pricing, rationing, marketRates })).toThrow(
      invalid(
        /pricing must be one of reference.*rationing must be one of.*lowest not above the highest, but is 0.2 to 0.1/,
      ),
    );
    expect(() => corridor(ratioRule(), { depositSpread: '-1', lendingSpread: 'x' })).toThrow(
      invalid(/depositSpread must be.*lendingSpread must be/),
    );
    const bounds = { depositSpread: '0', lendingSpread: '0' };
    expect(() => pooleUniformRule({ ...bounds, shockHalfWidth: '-1', excessReserves: () => 0 })).toThrow(
      invalid(/shockHalfWidth must be/),
    );
  });

  it('say which rules do not look at limits', () => {
    const bounds = { depositSpread: '0.01', lendingSpread: '0.01' };
    const rules = [
      ratioRule(),
      orderBookRule(),
      corridor(ratioRule(), bounds),
      corridor(orderBookRule(), bounds),
      pooleUniformRule({ ...bounds, shockHalfWidth: 1, excessReserves: () => 0 }),
    ];
    expect(rules.map(({ name, ignoresLimits }) => [name, ignoresLimits ?? false])).toEqual([
      ['ratio', true],
      ['order-book (reference)', false],
      ['corridor (ratio)', true],
      ['corridor (order-book (reference))', false],
      ['poole-uniform', true],
    ]);
  });
});

describe('legs', () => {
  it('are refused beyond the most allowed, before anything is posted', () => {
    const tooMany = expect.objectContaining({ code: 'TOO_MANY_LEGS', details: { legs: 4, maxLegs: 3 } });
    const units = [10n, 10n];
    expect(() => matchLegs(units, units, { legRule: 'proportional', maxLegs: 3 })).toThrow(tooMany);
    expect(matchLegs(units, units, { legRule: 'sequential', maxLegs: 2 })).toHaveLength(2);
    expect(() => matchLegs(units, units, { maxLegs: 1 })).toThrow(expect.objectContaining({ code: 'TOO_MANY_LEGS' }));
  });

  it('one after the other, or everybody with everybody', () => {
    const written = (legRule: 'sequential' | 'proportional'): readonly string[] =>
      matchLegs([6n, 0n, 3n], [4n, 5n], { legRule }).map(
        ({ request, supply, units }) => `${request}<${supply}: ${units}`,
      );
    expect(written('sequential')).toEqual(['0<0: 4', '0<1: 2', '2<1: 3']);
    expect(written('proportional')).toEqual(['0<0: 3', '0<1: 3', '2<0: 1', '2<1: 2']);
  });
});

describe('a pairwise order book in a corridor', () => {
  it('clamps each leg, and the call rate on its own', () => {
    const book: ClearingBook = bookOf(2, '0.05', {
      supplies: [
        { agent: 'L1', amount: '10.00', limit: '0.01' },
        { agent: 'L2', amount: '10.00', limit: '0.05' },
      ],
      requests: [
        { agent: 'B1', amount: '10.00', limit: '0.20' },
        { agent: 'B2', amount: '10.00', limit: '0.06' },
      ],
    });
    const pairwise = orderBookRule({ pricing: 'pairwise' });
    const rates = (rule: typeof pairwise): readonly string[] => {
      const { callRate, ratePerLeg = [] } = rule.clear(book);
      return [callRate, ...ratePerLeg].map(rateText);
    };
    expect(rates(pairwise)).toEqual(['0.08', '0.105', '0.055']);
    expect(rates(corridor(pairwise, { depositSpread: '0.01', lendingSpread: '0.02' }))).toEqual([
      '0.07',
      '0.07',
      '0.055',
    ]);
  });

  it('takes the policy rate for a leg between market orders, as far as the one limit there is allows', () => {
    const leg = (minRate: string | null, maxRate: string | null): string => {
      const supplies = [{ agent: 'L', amount: '1.00', limit: minRate }];
      const requests = [{ agent: 'B', amount: '1.00', limit: maxRate }];
      return rateText(orderBookRule({ pricing: 'pairwise' }).clear(bookOf(2, '0.05', { supplies, requests })).callRate);
    };
    expect([leg(null, null), leg('0.06', null), leg('0.01', null), leg(null, '0.04')]).toEqual([
      '0.05',
      '0.06',
      '0.05',
      '0.04',
    ]);
  });
});

describe('a rule written in decimals', () => {
  const book = bookOf(2, '0.05', {
    supplies: [{ agent: 'L1', amount: '10.00', limit: '0.01' }],
    requests: [{ agent: 'B1', amount: '4.00' }],
  });
  const ruleWith = (change: Partial<DecimalOutcome>): ReturnType<typeof decimalRule> =>
    decimalRule(
      {
        name: 'mine',
        clear: ({ policyRate, requests }) => ({
          callRate: policyRate.plus('0.001'),
          grants: requests.map(({ amount }) => amount),
          draws: ['4.00'],
          ...change,
        }),
      },
      { moneyDecimals: 2 },
    );

  it('is completed by what follows from it', () => {
    expect(ruleWith({}).clear(book)).toEqual({
      callRate: 51_000_000_000n,
      spread: 1_000_000_000n,
      indicative: false,
      liquidityRatio: 2_500_000_000_000n,
      supplied: 1000n,
      requested: 400n,
      volume: 400n,
      grants: [400n],
      draws: [400n],
      legs: [{ request: 0, supply: 0, units: 400n }],
    });
    const legs = [{ request: 0, supply: 0, amount: 4 }];
    expect(ruleWith({ legs, ratePerLeg: ['0.02'] }).clear(book)).toMatchObject({
      legs: [{ request: 0, supply: 0, units: 400n }],
      ratePerLeg: [20_000_000_000n],
    });
  });

  it('sees limits as decimals, and null for market orders', () => {
    const seen: unknown[] = [];
    const rule = decimalRule(
      {
        name: 'looking',
        clear: ({ policyRate, supplies, requests }) => {
          seen.push(...[...supplies, ...requests].map(({ agent, amount, limit }) => `${agent} ${amount} ${limit}`));
          return { callRate: policyRate, grants: ['0'], draws: ['0'] };
        },
      },
      { moneyDecimals: 2 },
    );
    rule.clear(book);
    expect(seen).toEqual(['L1 10 0.01', 'B1 4 null']);
  });

  it('is told when it gives what is no amount or no rate', () => {
    const refused = (change: Partial<DecimalOutcome>, violation: string): void =>
      expect(() => ruleWith(change).clear(book)).toThrow(
        expect.objectContaining({ code: 'CLEARING_INVARIANT', details: { rule: 'mine', violation } }),
      );
    refused({ grants: ['4.005'] }, 'grants[0] is 4.005, which is no amount with 2 decimals');
    refused({ draws: ['four'] }, 'draws[0] is four, which is no amount with 2 decimals');
    refused({ callRate: '1e-13' }, 'callRate is 1e-13, which is no rate with at most 12 decimals');
    refused({ ratePerLeg: [Number.NaN] }, 'ratePerLeg[0] is NaN, which is no rate with at most 12 decimals');
  });
});

it('the uniform-shock rule is told when its port gives no decimal', () => {
  const rule = pooleUniformRule({
    depositSpread: '0.01',
    lendingSpread: '0.01',
    shockHalfWidth: 1,
    excessReserves: () => 'ample',
  });
  expect(() => rule.clear(bookOf(2, '0.05', { supplies: [], requests: [] }))).toThrow(
    expect.objectContaining({ code: 'INVALID_AMOUNT' }),
  );
});
