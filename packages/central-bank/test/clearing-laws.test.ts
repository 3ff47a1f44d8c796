import {
  type ClearingBook,
  type ClearingOutcome,
  type ClearingRule,
  corridor,
  decimalRule,
  type OrderBookPricing,
  orderBookRule,
  pooleUniformRule,
  type RequestOrder,
  ratioRule,
} from '@bagehot/central-bank';
import { checkClearingRule } from '@bagehot/central-bank/testing';
import { min, sum, ZERO } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** Serves requests in the order of submission out of supplies in theirs, at the policy rate: simple, and unfair. */
const firstComeFirstServed = decimalRule(
  {
    name: 'first-come',
    ignoresLimits: true,
    clear: ({ policyRate, supplies, requests }) => {
      const serve = (orders: typeof supplies, total: typeof policyRate): readonly (typeof policyRate)[] => {
        let left = total;
        return orders.map(({ amount }) => {
          const part = min(amount, left);
          left = left.minus(part);
          return part;
        });
      };
      const volume = min(sum(supplies.map(({ amount }) => amount)), sum(requests.map(({ amount }) => amount)));
      return { callRate: policyRate, grants: serve(requests, volume), draws: serve(supplies, volume) };
    },
  },
  { moneyDecimals: 2 },
);

describe('the rules of the package keep the laws', () => {
  const bounds = { depositSpread: '0.01', lendingSpread: '0.02' };
  it('ratio', () => checkClearingRule(ratioRule()));
  it('ratio, with proportional legs', () => checkClearingRule(ratioRule({ legRule: 'proportional' })));
  it('ratio, signed', () => checkClearingRule(ratioRule({ signedSpread: true })));
  it('ratio, signed, in a corridor', () => checkClearingRule(corridor(ratioRule(), { ...bounds, signedSpread: true })));
  it('uniform shock', () =>
    checkClearingRule(pooleUniformRule({ ...bounds, shockHalfWidth: 100, excessReserves: () => '33.33' })));
  it('order book', () => checkClearingRule(orderBookRule()));
  it('order book in a corridor, which takes the rate beyond limits', () =>
    checkClearingRule(corridor(orderBookRule(), bounds), { limits: false }));
  it('order book by time', () => checkClearingRule(orderBookRule({ rationing: 'time' }), { permutation: false }));
  it('order book at the midpoint of limit orders', () =>
    checkClearingRule(orderBookRule({ pricing: 'midpoint' }), { books: { limits: 'all' } }));
  it('order book at the midpoint, market orders taking it to the reference rate', () =>
    checkClearingRule(orderBookRule({ pricing: 'midpoint' }), { monotone: false }));
  it('order book at the midpoint of the margins', () =>
    checkClearingRule(orderBookRule({ pricing: 'marginal-midpoint' }), { monotone: false }));
  it('order book by pairs', () =>
    checkClearingRule(orderBookRule({ pricing: 'pairwise' }), { permutation: false, monotone: false }));
  it('a rule in decimals', () => checkClearingRule(firstComeFirstServed, { permutation: false }));
});

/** The ratio rule with something done to its outcome. */
function ratioBut(change: (outcome: ClearingOutcome) => Partial<ClearingOutcome>): ClearingRule {
  const honest = ratioRule();
  return {
    ...honest,
    clear: (book) => {
      const outcome = honest.clear(book);
      return { ...outcome, ...change(outcome) };
    },
  };
}

const addOne = (units: readonly bigint[]): readonly bigint[] => units.map((each, i) => (i === 0 ? each + 1n : each));

describe('wrong rules break the laws', () => {
  const wrong: readonly (readonly [string, ClearingRule, RegExp])[] = [
    ['draws that are not the grants', ratioBut(({ draws }) => ({ draws: draws.map(() => 0n) })), /the draws add up to/],
    ['grants above the volume', ratioBut(({ grants }) => ({ grants: addOne(grants) })), /grants(\[0\] is| add up)/],
    [
      'everybody gets what it asks for, and lenders pay',
      {
        name: 'generous',
        ignoresLimits: true,
        clear: (book) => {
          const honest = ratioRule().clear(book);
          const { requested, supplied } = honest;
          if (supplied >= requested || supplied === 0n) return honest;
          const draws = honest.draws.map((draw, i) => (i === 0 ? draw + requested - supplied : draw));
          return { ...honest, grants: book.requests.map(({ units }) => units), draws, volume: requested };
        },
      },
      /draws\[0\] is \d+, more than/,
    ],
    [
      'all supply is lent, wanted or not',
      {
        name: 'pushy',
        ignoresLimits: true,
        clear: (book) => {
          const honest = ratioRule().clear(book);
          const { requested, supplied } = honest;
          if (requested >= supplied || requested === 0n) return honest;
          const grants = honest.grants.map((grant, i) => (i === 0 ? grant + supplied - requested : grant));
          return { ...honest, draws: book.supplies.map(({ units }) => units), grants, volume: supplied };
        },
      },
      /grants\[0\] is \d+, more than/,
    ],
    [
      'a negative grant',
      ratioBut(({ grants }) => ({ grants: grants.map((grant, i) => (i === 0 ? -1n : grant)) })),
      /grants\[0\] is -1, which is no amount/,
    ],
    ['a grant too few', ratioBut(({ grants }) => ({ grants: grants.slice(1) })), /\d+ grants for \d+ requests/],
    ['a leg too few', ratioBut(({ legs }) => ({ legs: legs.slice(1) })), /the legs of request \d+ do not add up/],
    [
      'legs that leave a supply out',
      ratioBut(({ legs, draws }) => ({
        legs: legs.map((leg) => ({ ...leg, supply: draws.findIndex((draw) => draw > 0n) })),
      })),
      /the legs of supply \d+ do not add up/,
    ],
    [
      'legs of nothing',
      ratioBut(({ legs }) => ({ legs: legs.map((leg) => ({ ...leg, units: 0n })) })),
      /not more than 0/,
    ],
    [
      'legs from nowhere',
      ratioBut(({ legs }) => ({ legs: legs.map((leg) => ({ ...leg, supply: -1 })) })),
      /has request \d+ and supply -1/,
    ],
    ['rates for legs that are not', ratioBut(() => ({ ratePerLeg: [0n, 0n, 0n] })), /3 rates for \d+ legs/],
    ['another volume', ratioBut(({ volume }) => ({ volume: volume + 1n })), /not to the volume/],
    ['another total', ratioBut(({ supplied }) => ({ supplied: supplied + 1n })), /the supplies add up to/],
    ['a wrong flag', ratioBut(({ indicative }) => ({ indicative: !indicative })), /indicative is/],
    ['a rate that is a number', ratioBut(() => ({ callRate: 0.05 as unknown as bigint })), /callRate is 0.05/],
    ['a ratio that is a number', ratioBut(() => ({ liquidityRatio: 1 as unknown as bigint })), /liquidityRatio is 1/],
    ['no legs at all', ratioBut(() => ({ legs: undefined as unknown as [] })), /must be arrays/],
    ['a memory', remembering(), /the same book gives the same outcome/],
    [
      'a book that is sorted in place',
      {
        ...ratioRule(),
        clear: (book) => {
          (book.requests as RequestOrder[]).sort((a, b) => (a.units < b.units ? -1 : 1));
          return ratioRule().clear(book);
        },
      },
      /the book is only read/,
    ],
    ['limits that are not looked at', { ...ratioRule(), ignoresLimits: false }, /than its limit/],
    ['the first come', firstComeFirstServed, /moves no (grant|draw) by more than a quantum/],
    [
      'the rate of the first request',
      ratioBut(({ callRate, grants }) => ({ callRate: callRate + (grants[0] ?? 0n) })),
      /does not move the rate/,
    ],
    [
      'a rate that knows how much money there is',
      ratioBut(({ callRate, volume }) => ({ callRate: callRate + volume })),
      /times \d+ give the same rate/,
    ],
    [
      'a rate that falls when money is short',
      ratioBut(({ callRate, spread }) => ({ callRate: callRate - 2n * spread })),
      /more (supply never raises|demand never lowers) the rate/,
    ],
    [
      'quick shares that are not those of the session',
      {
        ...ratioRule(),
        shares: (book) => ({
          grants: book.requests.map(({ units }) => units),
          draws: book.supplies.map(({ units }) => units),
        }),
      },
      /shares are the grants and draws of clear/,
    ],
    [
      'a rate that knows whether the shares were asked for',
      {
        ...ratioRule(),
        clear: (book, shares) => {
          const outcome = ratioRule().clear(book, shares);
          return shares === undefined ? outcome : { ...outcome, callRate: outcome.callRate + 1n };
        },
      },
      /clear gives the same whether or not it gets its shares/,
    ],
  ];
  for (const [name, rule, complaint] of wrong) it(name, () => expect(() => checkClearingRule(rule)).toThrow(complaint));
});

/** Adds a basis point at every call. */
function remembering(): ClearingRule {
  let calls = 0n;
  return ratioBut(({ callRate }) => ({ callRate: callRate + calls++ }));
}

describe('more supply may raise the rate', () => {
  const rateWith = (pricing: OrderBookPricing, dear: bigint, requests: ClearingBook['requests']): bigint =>
    orderBookRule({ pricing }).clear({
      tick: 0,
      policyRate: 10n,
      supplies: [
        { seq: 1, agent: 'L1', units: 1n, minRate: 20n },
        { seq: 2, agent: 'L2', units: dear, minRate: 60n },
      ],
      requests,
    }).callRate;

  it('at the midpoint of the margins, where a dearer offer comes into the trade', () => {
    const requests = [{ seq: 1, agent: 'B1', units: 2n, maxRate: 80n }];
    expect([0n, 1n].map((dear) => rateWith('marginal-midpoint', dear, requests))).toEqual([50n, 70n]);
    expect([0n, 1n].map((dear) => rateWith('reference', dear, requests))).toEqual([80n, 60n]);
  });

  it('at the midpoint, where a dearer offer gives an interval without end an end', () => {
    const requests = [{ seq: 1, agent: 'B1', units: 1n, maxRate: null }];
    expect([0n, 1n].map((dear) => rateWith('midpoint', dear, requests))).toEqual([20n, 40n]);
    expect([0n, 1n].map((dear) => rateWith('reference', dear, requests))).toEqual([20n, 20n]);
  });
});

it('a zero rule is a rule: it lends nothing', () => {
  const nothing = decimalRule(
    {
      name: 'nothing',
      clear: ({ policyRate, supplies, requests }) => ({
        callRate: policyRate,
        grants: requests.map(() => ZERO),
        draws: supplies.map(() => ZERO),
      }),
    },
    { moneyDecimals: 12 },
  );
  checkClearingRule(nothing);
});
