import { decimal } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';
import {
  checkSettlementPorts,
  checkTradingPhase,
  type RingLawPorts,
  type RingScenario,
  ringScenario,
  type SettlementPorts,
} from '@bagehot/ring/testing';
import { constantFrom, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Rings that do not shrink: a breach is looked for, not its simplest case. */
const rings: readonly RingScenario[] = sample(ringScenario(), { numRuns: 60, seed: 5 });
const many = { scenarios: constantFrom(...rings), numRuns: 60 };
const few = { numRuns: 15 };

/** Whoever is short today borrows the gap until tomorrow at 1 %. */
const discountWindow: TradingPhase = {
  name: 'discount-window',
  init: ({ ledger }) => ledger.open('window', { mayOverdraw: true }),
  trade({ ledger, contracts, alive, dues, money }, day) {
    for (const agent of alive()) {
      const gap = dues(agent, day).minus(money(agent));
      if (!gap.gt(0)) continue;
      ledger.transaction(() => {
        ledger.transfer({ day, kind: 'DiscountLoan', asset: 'cash', from: 'window', to: agent, amount: gap });
        const amount = gap.times('1.01').round(2);
        contracts.issue({ kind: 'loan', debtor: agent, creditor: 'window', amount, dueDay: day + 1 });
      });
    }
  },
};

/** Every day somebody draws a prize; how many there were is remembered, on the ledger's terms. */
function lottery({ ledger }: Pick<RingLawPorts, 'ledger'>): TradingPhase {
  let prizes = 0;
  return {
    name: 'lottery',
    at: 'C',
    agents: [{ id: 'lottery', kind: 'bank' }],
    init: () =>
      ledger.transfer({ day: 0, kind: 'stake', asset: 'cash', from: 'CB', to: 'lottery', amount: decimal(9) }),
    trade({ random, alive }, day) {
      const people = alive();
      if (people.length === 0 || prizes > 2) return;
      const to = random.stream(`lottery/winner/${day}`).pick(people);
      ledger.transaction(() => {
        ledger.onRollback(() => prizes--);
        prizes++;
        ledger.transfer({ day, kind: 'prize', asset: 'cash', from: 'lottery', to, amount: decimal(prizes) });
      });
    },
    isQuiet: () => prizes > 2,
    snapshot: () => ({ prizes }),
    restore(_, state) {
      prizes = (state as { prizes: number }).prizes;
    },
  };
}

/** Gives the first one alive so much, by a phase that is otherwise fine. */
const gift = (
  name: string,
  amountOn: (system: Parameters<TradingPhase['trade']>[0], day: number) => number,
): TradingPhase => ({
  name,
  trade(system, day) {
    const { ledger, alive } = system;
    const [to] = alive();
    const amount = decimal(amountOn(system, day));
    if (to === undefined || !amount.gt(0)) return;
    ledger.transfer({ day, kind: 'gift', asset: 'cash', from: 'CB', to, amount });
  },
});

describe('the laws of a phase', () => {
  it('hold of nothing', () => checkTradingPhase(() => ({ name: 'nothing', trade: () => {} }), few));
  it('hold of a lender', () => checkTradingPhase(() => discountWindow, few));
  it('hold of a lottery', () => checkTradingPhase(lottery, few));
  it('but for two, hold of one that counts for itself', () => {
    const counting = (): TradingPhase => {
      let calls = 0;
      return gift('counting', () => calls++);
    };
    checkTradingPhase(counting, { ...few, rollback: false, resumable: false });
    expect(() => checkTradingPhase(counting, { ...many, rollback: false })).toThrow(/a run resumed goes on the same/);
  });

  let calls = 0;
  const wrong: readonly (readonly [string, (ports: RingLawPorts) => TradingPhase, RegExp])[] = [
    [
      'one that gives up',
      () =>
        gift('empty', () => {
          throw new Error('no more');
        }),
      /a phase throws nothing: it threw Error: no more/,
    ],
    [
      'a law of its own that it breaks',
      () => ({
        ...gift('rich', () => 1),
        invariants: [
          {
            name: 'thrift',
            check: ({ alive, money }) =>
              alive().some((agent) => money(agent).gt(20)) ? { invariant: 'thrift', message: 'rich' } : undefined,
          },
        ],
      }),
      /thrift/,
    ],
    [
      'movements of yesterday',
      () => ({
        name: 'late',
        trade({ ledger, alive }, day) {
          for (const to of alive())
            ledger.transfer({ day: day + 1, kind: 'gift', asset: 'cash', from: 'CB', to, amount: decimal(1) });
        },
      }),
      /what a phase moves is of the day/,
    ],
    [
      'a list that is sorted in place',
      () => ({ name: 'sorter', trade: ({ alive }) => void (alive() as string[]).sort().reverse() }),
      /what the system lists is only read/,
    ],
    [
      'draws of the root',
      () => gift('root', ({ random }) => random.nextInt(1, 3)),
      /draws come from streams: "a draw of/,
    ],
    [
      'the same stream every day',
      () => gift('same', ({ random }) => random.stream('same/gift').nextInt(1, 3)),
      /Got error: a stream is drawn from on one day: "same\/gift on day 0"/,
    ],
    [
      'a stream that is kept',
      ({ random }) => {
        const kept = random.stream('kept');
        return gift('kept', () => kept.nextInt(1, 3));
      },
      /a stream is drawn from on one day/,
    ],
    [
      "the ring's streams",
      () => gift('curious', ({ random }, day) => random.stream('ring').stream(`weights/${day}`).nextInt(1, 3)),
      /leaves the ring's streams alone/,
    ],
    [
      'chance from elsewhere',
      () => gift('whim', () => 1 + (calls++ % 7)),
      /the same ring has the same course, but for change/,
    ],
    [
      'a count that stays when it is undone',
      () => {
        let gifts = 0;
        return {
          ...gift('count', () => ++gifts),
          snapshot: () => ({ gifts }),
          restore: (_, state) => {
            gifts = (state as { gifts: number }).gifts;
          },
        };
      },
      /what is undone leaves nothing behind, but for change/,
    ],
    [
      'a count that is lost',
      ({ ledger }) => {
        let gifts = 0;
        return gift('lost', () => {
          ledger.transaction(() => {
            ledger.onRollback(() => gifts--);
            gifts++;
          });
          return gifts;
        });
      },
      /a run resumed goes on the same/,
    ],
    [
      'a look that costs',
      ({ ledger }) => ({
        name: 'toll',
        init: () => ledger.open('toll'),
        trade: () => {},
        isQuiet: (_, day) => {
          ledger.transfer({ day, kind: 'toll', asset: 'cash', from: 'CB', to: 'toll', amount: decimal(1) });
          return true;
        },
      }),
      /whether it is quiet changes nothing/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkTradingPhase(create, many)).toThrow(complaint);
  });
});

describe('the laws of settlement ports', () => {
  const helper = ({ ledger }: RingLawPorts): SettlementPorts => ({
    settles: ({ kind }) => kind === 'payable',
    beforeShortfall: (debtor, day) =>
      ledger.transfer({ day, kind: 'help', asset: 'cash', from: 'CB', to: debtor, amount: decimal(5) }),
    afterPayment: () => {},
  });
  it('hold of none', () => checkSettlementPorts(() => ({}), few));
  it('hold of help in need', () => checkSettlementPorts(helper, few));

  let calls = 0;
  const wrong: readonly (readonly [string, (ports: RingLawPorts) => SettlementPorts, RegExp])[] = [
    ['a shrug', () => ({ settles: () => 1 as never }), /whether a contract is settled is yes or no/],
    ['a mood', () => ({ settles: () => calls++ % 2 === 0 }), /whether a contract is settled is the same again/],
    [
      'help that fails',
      () => ({
        beforeShortfall: () => {
          throw new Error('no more');
        },
      }),
      /help before a shortfall throws nothing: it threw Error: no more/,
    ],
    [
      'help of tomorrow',
      ({ ledger }) => ({
        beforeShortfall: (to, day) =>
          ledger.transfer({ day: day + 1, kind: 'help', asset: 'cash', from: 'CB', to, amount: decimal(5) }),
      }),
      /what settlement moves is of the day/,
    ],
    [
      'help by chance',
      ({ ledger }) => ({
        beforeShortfall: (to, day) =>
          ledger.transfer({ day, kind: 'help', asset: 'cash', from: 'CB', to, amount: decimal(1 + (calls++ % 7)) }),
      }),
      /the same ring has the same course, but for change/,
    ],
    [
      'custody that fails',
      () => ({
        afterPayment: (contract) => {
          throw new Error(`no such pledge: ${contract}`);
        },
      }),
      /what follows a payment throws nothing: it threw Error: no such pledge: P/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkSettlementPorts(create, many)).toThrow(complaint);
  });
});
