import {
  createCentralBank,
  createStandingFacilities,
  facilityRegimes,
  InsufficientReservesError,
  InvalidAgentIDError,
  InvalidConfigError,
  InvalidTickError,
  SnapshotError,
} from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { facilityEconomy } from './facility-fixtures.js';

/** Names of decimals as text. */
function texts(record: object): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}

describe('the corridor', () => {
  it('lies around the policy rate', () => {
    const { facilities } = facilityEconomy({ B: 0 }, { depositSpread: '0.005', lendingSpread: '0.02' });
    expect(texts(facilities.rates())).toEqual({ policyRate: '0.05', floor: '0.045', ceiling: '0.07' });
  });

  it.each([
    ['corridor', '0.04', '0.06'],
    ['floor', '0.05', '0.06'],
    ['ecbLike', '0.05', '0.054'],
    ['zeroCorridor', '0.05', '0.05'],
  ] as const)('%s is a regime', (regime, floor, ceiling) => {
    const { facilities } = facilityEconomy({ B: 0 }, facilityRegimes[regime]);
    expect(texts(facilities.rates())).toEqual({ policyRate: '0.05', floor, ceiling });
  });

  it('rises and widens with defaults beyond those expected, and never below the least floor', () => {
    const dynamic = { kMid: '0.5', kWidth: '0.2', expected: '0.1' };
    const { facilities } = facilityEconomy({ B: 0 }, { dynamic });
    facilities.observeDefaults('0.1');
    expect(texts(facilities.rates())).toMatchObject({ floor: '0.04', ceiling: '0.06' });
    // A surprise of 0.2: the middle rises by 0.1, the width grows by 0.04.
    facilities.observeDefaults('0.3');
    expect(texts(facilities.rates())).toMatchObject({ floor: '0.12', ceiling: '0.18' });
    const low = facilityEconomy({ B: 0 }, { dynamic, policyRate: '-0.2' }).facilities;
    expect(texts(low.rates())).toMatchObject({ floor: '0', ceiling: '0' });
  });

  it('grows dearer with what is lent already', () => {
    const { facilities } = facilityEconomy({ B: 0 }, { escalation: { slope: '0.03', base: 100 } }, { unsecured: true });
    expect(facilities.lend('B', 50).rate.toString()).toBe('0.06');
    expect(facilities.lend('B', 50).rate.toString()).toBe('0.075');
    expect(facilities.rates().ceiling.toString()).toBe('0.09');
  });
});

describe('lending', () => {
  it('is repaid with interest, one term later', () => {
    const { facilities, contracts, balance, log } = facilityEconomy({ B: 10 }, {}, { unsecured: true });
    expect(facilities.warnings.map(({ code }) => code)).toEqual(['UNSECURED_LENDING']);
    const { amount, interest, loanId } = facilities.lend('B', 100);
    expect([amount, interest, loanId].map(String)).toEqual(['100', '6', 'F1']);
    const [loan] = facilities.openLoans();
    const contract = contracts.get(loan?.contract ?? '');
    expect([contract?.kind, contract?.debtor, contract?.creditor, contract?.dueDay]).toEqual([
      'facility-loan',
      'B',
      'CB',
      1,
    ]);
    expect([balance('B'), contract?.amount.toString()]).toEqual(['110.00', '106']);
    const { loans } = facilities.beginTick(1);
    expect(loans.map(texts)).toEqual([
      {
        loanId: 'F1',
        agentId: 'B',
        principal: '100',
        interest: '6',
        paid: '106',
        seized: '0',
        principalLoss: '0',
        interestForgone: '0',
      },
    ]);
    expect(balance('B')).toBe('4.00');
    expect(facilities.openLoans()).toEqual([]);
    expect(texts(facilities.figures())).toMatchObject({ lent: '0', interestEarned: '6', creditLosses: '0' });
    expect(log.events.map(({ kind }) => kind)).toEqual(['FacilityLending']);
    expect(facilities.beginTick(1).loans).toEqual([]);
  });

  it('takes pledges first when it is not repaid, pays out what they are worth beyond, and loses the rest', () => {
    const { facilities, pool, balance, spend, log } = facilityEconomy({ B: 0, C: 0 }, { discount: '0.1' });
    pool.pledge('B', { assetId: 'bill', value: 100, haircut: '0.2' });
    pool.pledge('C', { assetId: 'note', value: 100, haircut: 0 });
    facilities.lend('B', 80);
    facilities.lend('C', 100);
    spend('B', 30);
    spend('C', 100);
    const { loans } = facilities.beginTick(1);
    // B owes 84.80 and has 50: its bill brings 90, of which 55.20 go back.
    // C owes 106 and has nothing: its note brings 90.
    expect(
      loans.map(({ paid, seized, principalLoss, interestForgone }) =>
        [paid, seized, principalLoss, interestForgone].map(String),
      ),
    ).toEqual([
      ['50', '34.8', '0', '0'],
      ['0', '90', '10', '6'],
    ]);
    expect([balance('B'), balance('C')]).toEqual(['55.20', '0.00']);
    expect([pool.capacity('B'), pool.capacity('C')].map(String)).toEqual(['0', '0']);
    expect(texts(facilities.figures())).toEqual({
      lent: '0',
      deposited: '0',
      interestEarned: '4.8',
      interestPaid: '0',
      creditLosses: '10',
      collateralTaken: '180',
    });
    const [loss] = log.of('FacilityLoss');
    expect([loss?.agentId, loss?.loan, loss?.principalLoss, loss?.interestForgone].map(String)).toEqual([
      'C',
      'F2',
      '10',
      '6',
    ]);
  });

  it('counts as its loss at a negative rate what the agreement did not give away', () => {
    const { facilities, spend } = facilityEconomy({ B: 0 }, { policyRate: '-0.11' }, { unsecured: true });
    facilities.lend('B', 100);
    spend('B', 60);
    const { loans } = facilities.beginTick(1);
    expect(loans.map(({ paid, principalLoss }) => [paid, principalLoss].map(String))).toEqual([['40', '50']]);
    expect(texts(facilities.figures())).toMatchObject({ interestEarned: '-10', creditLosses: '50' });
  });

  it('has no contract where nothing is due', () => {
    const { facilities, contracts, balance } = facilityEconomy({ B: 0 }, { policyRate: '-1.5' }, { unsecured: true });
    facilities.lend('B', 100);
    expect(contracts.owedBy('B')).toEqual([]);
    expect(facilities.beginTick(1).loans.map(({ paid, principalLoss }) => [paid, principalLoss].map(String))).toEqual([
      ['0', '0'],
    ]);
    expect(balance('B')).toBe('100.00');
  });

  it('pays the loans that are due first, and takes their place', () => {
    const { facilities, pool, contracts, balance, ledger } = facilityEconomy({ B: 0 }, { cap: 100 });
    pool.pledge('B', { assetId: 'bill', value: 100, haircut: 0 });
    facilities.lend('B', 90);
    expect(facilities.headroom('B')?.toString()).toBe('10');
    quanta(ledger).day = 1;
    expect(facilities.headroom('B')?.toString()).toBe('100');
    expect(facilities.lend('B', '95.4').amount.toString()).toBe('95.4');
    expect([balance('B'), contracts.owedBy('B').map(({ amount }) => amount.toString())]).toEqual(['90.00', ['101.12']]);
    quanta(ledger).day = 2;
    pool.revalue('B', 'bill', 50);
    expect(facilities.lend('B', '101.12').amount.toString()).toBe('50');
    expect(facilities.openLoans().map(({ id, due }) => [id, due.toString()])).toEqual([
      ['F2', '51.12'],
      ['F3', '53'],
    ]);
  });

  it('stops at the cap, when it is frozen, and where there is no security', () => {
    const { facilities, pool, log } = facilityEconomy({ B: 0, C: 0 }, { cap: 100 });
    for (const agent of ['B', 'C']) pool.pledge(agent, { assetId: 'bill', value: 80, haircut: 0 });
    const asked = (agent: string, amount: number) => {
      const { amount: got, unmet, reason } = facilities.lend(agent, amount);
      return [got, unmet, reason].map(String);
    };
    expect(asked('B', 90)).toEqual(['80', '10', 'collateral']);
    expect(asked('C', 30)).toEqual(['0', '30', 'cap']);
    expect(asked('C', 20)).toEqual(['20', '0', 'null']);
    facilities.freeze();
    expect(asked('C', 1)).toEqual(['0', '1', 'frozen']);
    facilities.unfreeze();
    facilities.freeze(5);
    expect(asked('C', 0)).toEqual(['0', '0', 'null']);
    expect(log.of('FacilityRefused').map(({ amount, reason }) => [amount.toString(), reason])).toEqual([
      ['10', 'collateral'],
      ['30', 'cap'],
      ['1', 'frozen'],
    ]);
    expect(() => facilities.freeze(-1)).toThrow(InvalidTickError);
    expect(() => facilities.lend('CB', 1)).toThrow(InvalidAgentIDError);
  });

  it('may be repaid early, principal first', () => {
    const { facilities, contracts, pool, balance } = facilityEconomy({ B: 50 });
    pool.pledge('B', { assetId: 'bill', value: 100, haircut: 0 });
    facilities.lend('B', 100);
    expect(facilities.repay('B', 40).toString()).toBe('40');
    const [loan] = facilities.openLoans();
    expect([loan?.outstanding, loan?.due, contracts.owedBy('B')[0]?.amount].map(String)).toEqual(['60', '66', '66']);
    expect(facilities.headroom('B')?.toString()).toBe('40');
    expect(facilities.repay('B', 1000).toString()).toBe('66');
    expect([balance('B'), facilities.openLoans().length]).toEqual(['44.00', 0]);
    expect(() => facilityEconomy({ B: 0 }).facilities.deposit('B', 1)).toThrow(InsufficientReservesError);
  });
});

describe('deposits', () => {
  it('come back with interest', () => {
    const { facilities, contracts, balance, log } = facilityEconomy({ L: 100 });
    const { amount, rate, interest, depositId } = facilities.deposit('L', 60);
    expect([amount, rate, interest, depositId].map(String)).toEqual(['60', '0.04', '2.4', 'D1']);
    expect(contracts.heldBy('L').map(({ kind, debtor, amount: due }) => [kind, debtor, due.toString()])).toEqual([
      ['facility-deposit', 'CB', '62.4'],
    ]);
    expect([balance('L'), facilities.openDeposits().length]).toEqual(['40.00', 1]);
    const { deposits } = facilities.beginTick(1);
    expect(deposits.map(({ paid }) => paid.toString())).toEqual(['62.4']);
    expect([balance('L'), contracts.heldBy('L').length]).toEqual(['102.40', 0]);
    expect(texts(facilities.figures())).toMatchObject({ deposited: '0', interestPaid: '2.4' });
    expect(log.events.map(({ kind }) => kind)).toEqual(['FacilityDeposit']);
  });

  it('are charged below zero, and never cost more than they are', () => {
    const charged = facilityEconomy({ L: 100 }, { policyRate: '-0.49' });
    charged.facilities.deposit('L', 100);
    expect(charged.facilities.payDeposits()).toEqual([]);
    charged.facilities.beginTick(1);
    expect(charged.balance('L')).toBe('50.00');
    const eaten = facilityEconomy({ L: 100 }, { policyRate: '-2' });
    eaten.facilities.deposit('L', 100);
    eaten.facilities.beginTick(1);
    expect([eaten.balance('L'), eaten.facilities.figures().interestPaid.toString()]).toEqual(['0.00', '-100']);
  });

  it('are the money of a supply that was not lent, as far as it is still there', () => {
    const { facilities, spend, balance } = facilityEconomy({ L: 100, M: 100 });
    spend('L', 70);
    const draw = (lenderId: string, effective: number, drawn: number) => ({
      supplyId: 'S1',
      lenderId,
      effective: decimal(effective),
      drawn: decimal(drawn),
    });
    const { deposits } = facilities.recourse({ grants: [], draws: [draw('L', 80, 30), draw('M', 10, 10)] });
    expect(deposits.map(({ agentId, amount }) => [agentId, amount.toString()])).toEqual([['L', '30']]);
    expect(balance('L')).toBe('0.00');
  });
});

describe('results', () => {
  const draws = ['L', 'M'].map((lenderId) => ({
    supplyId: 'S1',
    lenderId,
    effective: decimal(50),
    drawn: decimal(20),
  }));
  const grants = [{ requestId: 'R1', borrowerId: 'B', requested: decimal(10), granted: decimal(4) }];

  it('need not be listed: everything else is the same', () => {
    const [listed, silent] = [true, false].map((results) => {
      const { facilities, ledger, balance, log } = facilityEconomy({ L: 100, M: 100, B: 0 }, {}, { unsecured: true });
      const { lending, deposits } = facilities.recourse({ grants, draws }, { results });
      quanta(ledger).day = 1;
      const returned = facilities.payDeposits({ results });
      const stands = [['L', 'M', 'B'].map(balance), log.events, facilities.snapshot(), texts(facilities.figures())];
      return { counts: [lending.length, deposits.length, returned.length], stands: JSON.stringify(stands) };
    });
    expect([listed?.counts, silent?.counts]).toEqual([
      [1, 2, 2],
      [0, 0, 0],
    ]);
    expect(silent?.stands).toBe(listed?.stands);
  });

  it('are the same whether or not positions were looked at on the way, also after what is taken back', () => {
    const [looking, other] = [true, false].map((looks) => {
      const { facilities, ledger } = facilityEconomy({ L: 100, M: 100 }, {}, { unsecured: true });
      const look = () => looks && facilities.positions();
      facilities.deposit('L', 30);
      look();
      facilities.deposit('L', 20);
      facilities.deposit('M', 5);
      quanta(ledger).day = 1;
      const undone = new Error('undone');
      expect(() =>
        quanta(ledger).transaction(() => {
          facilities.deposit('M', 40);
          facilities.payDeposits();
          throw undone;
        }),
      ).toThrow(undone);
      facilities.deposit('M', 1);
      return JSON.stringify([facilities.positions(), facilities.openDeposits(), texts(facilities.figures())]);
    });
    expect(looking).toBe(other);
    expect(looking).toContain('"amount":"50"');
  });
});

describe('recourse', () => {
  const shortOf = (granted: number, when: { readonly tick?: number; readonly session?: number }) => ({
    grants: [{ requestId: 'R1', borrowerId: 'B', requested: decimal(10), granted: decimal(granted) }],
    draws: [],
    ...when,
  });
  const lent = ({ lending }: { readonly lending: readonly { readonly amount: { toFixed(): string } }[] }) =>
    lending.map(({ amount }) => amount.toFixed());

  it('is had once after a session, and only in its own tick', () => {
    const { facilities, balance } = facilityEconomy({ B: 0 }, {}, { unsecured: true });
    expect(lent(facilities.recourse(shortOf(4, { tick: 0, session: 1 })))).toEqual(['6']);
    expect(lent(facilities.recourse(shortOf(4, { tick: 0, session: 1 })))).toEqual([]);
    expect(lent(facilities.recourse(shortOf(7, { tick: 0, session: 2 })))).toEqual(['3']);
    expect(lent(facilities.recourse(shortOf(4, { tick: 0 })))).toEqual([]);
    expect(lent(facilities.recourse(shortOf(4, { tick: 1 })))).toEqual([]);
    expect(balance('B')).toBe('9.00');
    facilities.beginTick(1);
    expect(lent(facilities.recourse(shortOf(4, { tick: 0, session: 3 })))).toEqual([]);
    expect(lent(facilities.recourse(shortOf(4, { tick: 1 })))).toEqual(['6']);
    // Whoever does not say when the session was sees to it alone.
    expect([shortOf(9, {}), shortOf(9, {})].flatMap((session) => lent(facilities.recourse(session)))).toEqual([
      '1',
      '1',
    ]);
  });

  it('may be had again after one that failed, and not again after a snapshot', () => {
    const { facilities } = facilityEconomy({ B: 0 }, {}, { unsecured: true });
    const [grant] = shortOf(4, {}).grants;
    const strange = { ...shortOf(4, { tick: 0 }), grants: [grant, { ...grant, borrowerId: 'nobody' }] as never };
    expect(() => facilities.recourse(strange)).toThrow(InvalidAgentIDError);
    expect(lent(facilities.recourse(shortOf(4, { tick: 0 })))).toEqual(['6']);
    facilities.restore(JSON.parse(JSON.stringify(facilities.snapshot())));
    expect(lent(facilities.recourse(shortOf(4, { tick: 0 })))).toEqual([]);
  });
});

describe('margin calls', () => {
  it('are forgotten when they are met, and close the loans out when they are not', () => {
    const { facilities, pool, balance, log } = facilityEconomy({ B: 0, C: 0, D: 50 }, { term: 9, discount: '0.1' });
    for (const agent of ['B', 'C', 'D']) {
      pool.pledge(agent, { assetId: 'bill', value: 100, haircut: '0.1' });
      facilities.lend(agent, 90);
      pool.revalue(agent, 'bill', 60);
    }
    expect(facilities.callMargins().map(({ agentId, amount }) => [agentId, amount.toString()])).toEqual([
      ['B', '36'],
      ['C', '36'],
      ['D', '36'],
    ]);
    expect(facilities.callMargins().length).toBe(3);
    // There is time until the next tick.
    expect(facilities.beginTick(0).loans).toEqual([]);
    expect(log.of('MarginCall').map(({ agentId, dueTick }) => [agentId, dueTick])).toEqual([
      ['B', 1],
      ['C', 1],
      ['D', 1],
    ]);
    pool.pledge('C', { assetId: 'gold', value: 36, haircut: 0 });
    facilities.repay('D', 36);
    const { loans, marginCalls } = facilities.beginTick(1);
    // B's bill brings 54 of the 138.60 it owes in the end: 90 and nine ticks' interest.
    expect(
      loans.map(({ agentId, seized, principalLoss, interestForgone }) =>
        [agentId, seized, principalLoss, interestForgone].map(String),
      ),
    ).toEqual([['B', '54', '36', '48.6']]);
    expect(marginCalls).toEqual([]);
    expect(facilities.openLoans().map(({ agentId }) => agentId)).toEqual(['C', 'D']);
    expect(balance('B')).toBe('90.00');
    pool.revalue('C', 'gold', 0);
    expect(facilities.beginTick(2).marginCalls.map(({ agentId, amount }) => [agentId, amount.toString()])).toEqual([
      ['C', '36'],
    ]);
  });
});

describe('facilities', () => {
  it('stand in the balance sheet of the central bank', () => {
    const { ledger, contracts, facilities } = facilityEconomy({ B: 0, L: 100 }, {}, { unsecured: true });
    const centralBank = createCentralBank({ faceValue: 1 }, { ledger, contracts });
    facilities.lend('B', 40);
    facilities.deposit('L', 30);
    const { assets, liabilities } = centralBank.balanceSheet(facilities.positions());
    const amounts = (lines: typeof assets) => lines.map(({ account, amount }) => [account, amount.toString()]);
    expect(amounts(assets)).toContainEqual(['lending:B', '40']);
    expect(amounts(liabilities)).toContainEqual(['deposit-facility:L', '30']);
  });

  it('refuse a configuration that cannot be, and a tick that is over', () => {
    const problems = (config: object): readonly string[] => {
      try {
        facilityEconomy({ B: 0 }, config);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidConfigError);
        return (error as InvalidConfigError).details.problems.map(({ path }) => path);
      }
      return [];
    };
    expect(
      problems({
        depositSpread: -1,
        lendingSpread: 'x',
        term: 0,
        ticksPerYear: 1.5,
        cap: '0.001',
        autoLending: 'yes',
        escalation: { slope: -1, base: 0 },
        dynamic: { kMid: -1, kWidth: '0', expected: 2, minFloor: 'none' },
      }),
    ).toEqual([
      'depositSpread',
      'lendingSpread',
      'autoLending',
      'term',
      'ticksPerYear',
      'escalation.slope',
      'escalation.base',
      'cap',
      'dynamic.expected',
      'dynamic.minFloor',
      'dynamic.kMid',
    ]);
    const { facilities } = facilityEconomy({ B: 0 });
    facilities.beginTick(3);
    expect(() => facilities.beginTick(2)).toThrow(InvalidTickError);
  });

  it('refuse snapshots that are none, and keep what they have', () => {
    const { facilities, pool, ledger, contracts } = facilityEconomy({ B: 0 });
    pool.pledge('B', { assetId: 'bill', value: 100, haircut: 0 });
    facilities.lend('B', 10);
    const good = JSON.parse(JSON.stringify(facilities.snapshot()));
    const [loan] = good.loans.open;
    for (const wrong of [
      null,
      { ...good, version: 2 },
      { ...good, collateral: null },
      { ...good, extra: 1 },
      { ...good, defaults: '2' },
      { ...good, loans: { next: 1, open: [loan] } },
      { ...good, loans: { next: 2, open: [{ ...loan, agent: 'nobody' }] } },
      { ...good, loans: { next: 2, open: [{ ...loan, contract: 'facility-loan:9' }] } },
    ])
      expect(() => facilities.restore(wrong)).toThrow(SnapshotError);
    expect(facilities.snapshot()).toEqual(good);
    const unsecured = createStandingFacilities(
      { depositSpread: 0, lendingSpread: 0 },
      { ledger, contracts, centralBank: { getPolicyRate: () => ({ rate: decimal(0), tick: 0 }) } },
    );
    expect(() => unsecured.restore(good)).toThrow(SnapshotError);
  });
});
