import { decimal } from '@bagehot/kernel';
import { type RingAction, type RingEvent, type RingPorts, runRing } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { linesOf } from './scenario-run.js';
import { start } from './started-ring.js';

/** Kind, parties and amount of the simulation's events, without markers. */
function story(log: readonly RingEvent[]): readonly string[] {
  return linesOf(log.slice(log.findIndex(({ kind }) => kind === 'PhaseA')))
    .map((line) => JSON.parse(line) as Record<string, string>)
    .filter(({ kind }) => !/^(Phase|Subphase|Day|RunStopped)/.test(kind as string))
    .map((event) => {
      const { kind, from, payer, debtor, debtor_bank, agent, to, payee, creditor, creditor_bank } = event;
      const { amount, shortfall } = event;
      const parties = [from ?? payer ?? debtor ?? debtor_bank ?? agent, to ?? payee ?? creditor ?? creditor_bank];
      return `${kind} ${parties.filter((party) => party !== undefined).join('>')} ${amount ?? shortfall}`;
    });
}

const cash = (to: string, amount: number): RingAction => ({ kind: 'mint_cash', to, amount });
const deposit = (customer: string, bank: string, amount: number): RingAction => ({
  kind: 'deposit_cash',
  customer,
  bank,
  amount,
});
const debt = (from: string, to: string, amount: number, dueDay = 0): RingAction => ({
  kind: 'create_payable',
  from,
  to,
  amount,
  dueDay,
});

describe('means of payment', () => {
  it('takes deposits bank by bank, in the order in which they arose, then cash', () => {
    const { ring, log } = start([
      cash('H1', 30),
      deposit('H1', 'B2', 10),
      deposit('H1', 'B1', 12),
      debt('H1', 'F1', 25),
    ]);
    ring.runDay();
    // The firm has no account: the first payment opens one at B2, and the second is credited there.
    expect(story(log).slice(0, 4)).toEqual([
      'IntraBankPayment H1>F1 10',
      'ClientPayment H1>F1 12',
      'CashTransferred H1>F1 3',
      'PayableSettled H1>F1 25',
    ]);
  });

  it('can be put in another order for a kind of agent', () => {
    const { ring, log } = start([cash('H1', 30), deposit('H1', 'B1', 15), debt('H1', 'H2', 20)], {
      rules: { paymentOrder: { household: ['cash', 'deposit'] } },
    });
    ring.runDay();
    expect(story(log)).toEqual(['CashTransferred H1>H2 15', 'IntraBankPayment H1>H2 5', 'PayableSettled H1>H2 20']);
  });

  it('has no limit for whoever may overdraw', () => {
    const { ring, ledger } = start([debt('H1', 'H2', 7)], {
      schedule: [
        {
          day: 0,
          action: {
            agents: [],
            apply({ ledger: book, contracts }) {
              book.open('window', { mayOverdraw: true });
              contracts.issue({
                kind: 'facility',
                debtor: 'window',
                creditor: 'H1',
                amount: decimal(7),
                dueDay: 0,
              });
            },
          },
        },
      ],
      rules: { settlement: 'clearing' },
    });
    expect(runRing(ring, { maxDays: 5 })).toBe('stable');
    expect(Number(ledger.cash('H2'))).toBe(7);
    expect(Number(ledger.cash('window'))).toBe(-7);
  });
});

describe('banks', () => {
  it('that fail leave their customers without deposits; an estate shares what the bank holds among all it owes', () => {
    const { ring, log } = start(
      [cash('H1', 30), cash('H2', 10), deposit('H1', 'B1', 30), deposit('H2', 'B1', 10), debt('B1', 'B2', 20)],
      { rules: { estate: 'pro-rata' } },
    );
    ring.runDay();
    // B1 owes 20 to B2 and 40 to its customers, and holds their 40 in cash, which it may not pay debts with.
    expect(story(log)).toEqual([
      'ObligationDefaulted B1>B2 20',
      'AgentDefaulted B1 20',
      'ObligationWrittenOff B1>H1 30',
      'ObligationWrittenOff B1>H2 10',
      'CashTransferred B1>B2 13',
      'CashTransferred B1>H1 20',
      'CashTransferred B1>H2 7',
      'EstateDistributed B1 40',
    ]);
  });

  it('that failed today are not netted any more', () => {
    const { ring, log } = start([
      cash('H1', 30),
      cash('H2', 10),
      deposit('H1', 'B1', 30),
      deposit('H2', 'B2', 10),
      debt('H1', 'H2', 5),
      debt('B1', 'F1', 20),
    ]);
    ring.runDay();
    expect(story(log).at(-1)).toBe('ObligationWrittenOff B1>B2 5');
    expect(log.some(({ kind }) => kind === 'InterbankOvernightCreated')).toBe(false);
  });

  it('clear in reserves among themselves, people in cash', () => {
    const { ring, log } = start(
      [cash('H1', 10), { kind: 'mint_reserves', to: 'B1', amount: 10 }, debt('B1', 'B2', 10), debt('H1', 'H2', 10)],
      { rules: { settlement: 'clearing' } },
    );
    ring.runDay();
    expect(story(log)).toEqual([
      'ReservesTransferred B1>B2 10',
      'CashTransferred H1>H2 10',
      'PayableSettled B1>B2 10',
      'PayableSettled H1>H2 10',
    ]);
  });
});

describe('a shortfall', () => {
  const debts = [cash('H1', 6), debt('H1', 'H2', 5), debt('H1', 'F1', 5)];
  const rules = (name: string): NonNullable<RingPorts['rules']> =>
    name === 'clearing' ? { settlement: 'clearing' } : { distribution: name as 'first-come' | 'proportional' };

  it.each([
    ['first-come', 'CashTransferred H1>H2 5', 'CashTransferred H1>F1 1'],
    ['proportional', 'CashTransferred H1>H2 3', 'CashTransferred H1>F1 3'],
    ['clearing', 'CashTransferred H1>H2 3', 'CashTransferred H1>F1 3'],
  ])('is shared by the rule: %s', (name, ...payments) => {
    const { ring, log } = start(debts, { rules: rules(name) });
    ring.runDay();
    expect(story(log).filter((line) => line.startsWith('Cash'))).toEqual(payments);
  });

  it.each(['first-come', 'proportional', 'clearing'])('can be mended before it is shared: %s', (name) => {
    let asked = 0;
    const { ring, log, ledger } = start(debts, {
      rules: rules(name),
      beforeShortfall(debtor, day) {
        asked++;
        ledger.transfer({ day, kind: 'collateral', asset: 'cash', from: 'CB', to: debtor, amount: decimal(4) });
      },
    });
    ring.runDay();
    expect(asked).toBe(1);
    expect(log.filter(({ kind }) => kind === 'PayableSettled').length).toBe(2);
  });

  it.each(['first-come', 'proportional', 'clearing'])(
    'may be mended by taking something off its debts, which the invariants know: %s',
    (name) => {
      const { ring, contracts } = start(debts, {
        rules: { ...rules(name), check: 'daily' },
        beforeShortfall: () => contracts.reduce('P2', decimal(4)),
      });
      ring.runDay();
      expect(ring.defaulted()).toEqual([]);
      expect(ring.settlement?.contracts.map(({ contract, paid }) => [contract, Number(paid)])).toEqual([
        ['P1', 5],
        ['P2', 1],
      ]);
    },
  );

  it.each(['first-come', 'proportional', 'clearing'])(
    'that was not mended is undone by fail-fast, with what was done about it: %s',
    (name) => {
      const { ring, ledger } = start(debts, {
        rules: { ...rules(name), defaultHandling: 'fail-fast' },
        beforeShortfall(debtor, day) {
          ledger.transfer({ day, kind: 'collateral', asset: 'cash', from: 'CB', to: debtor, amount: decimal(1) });
        },
      });
      expect(ring.runDay()).toBe('halted');
      // Under first-come the first debt was met before the second failed.
      expect(Number(ledger.cash('H1'))).toBe(name === 'first-come' ? 1 : 6);
      expect(Number(ring.halt?.shortfall)).toBe(3);
      expect(ring.runDay()).toBe('halted');
    },
  );

  it('tells every payment to the hook, however it was made', () => {
    for (const name of ['first-come', 'proportional', 'clearing']) {
      const paid: string[] = [];
      const { ring } = start(debts, {
        rules: rules(name),
        afterPayment: (contract, holder, amount) => paid.push(`${contract} ${holder} ${amount}`),
      });
      ring.runDay();
      expect(paid).toEqual(name === 'first-come' ? ['P1 H2 5', 'P2 F1 1'] : ['P1 H2 3', 'P2 F1 3']);
    }
  });

  it.each(['first-come', 'proportional', 'clearing'])('is as it was when a hook throws: %s', (name) => {
    const { ring, ledger, contracts } = start(debts, {
      rules: { ...rules(name), estate: 'pro-rata' },
      afterPayment: (_, holder) => {
        if (holder === 'F1') throw new Error('no custody');
      },
    });
    expect(() => ring.runDay()).toThrow('no custody');
    expect(ring.defaulted()).toEqual([]);
    // Under first-come the first debt was met before the second failed.
    const isMet = name === 'first-come';
    expect([Number(ledger.cash('H1')), contracts.get('P1') === undefined]).toEqual(isMet ? [1, true] : [6, false]);
    expect(Number(contracts.get('P2')?.amount)).toBe(5);
  });
});

describe('after a default', () => {
  it('what a phase makes the agent owe is written off on its day', () => {
    const { ring, log } = start([debt('H1', 'H2', 5)], {
      schedule: [
        {
          day: 1,
          action: {
            agents: [],
            apply: ({ contracts }) => {
              contracts.issue({ kind: 'loan', debtor: 'H1', creditor: 'F1', amount: decimal(3), dueDay: 1 });
            },
          },
        },
      ],
    });
    ring.runDay();
    ring.runDay();
    expect(story(log).slice(-2)).toEqual(['PayableCreated H1>F1 3', 'ObligationWrittenOff H1>F1 3']);
  });
});
