import {
  type ClaimCustody,
  CUSTODY,
  createClaimCustody,
  createStandingFacilities,
  type MoneyMarketEvent,
  reserveAccounts,
  SnapshotError,
  type StandingFacilities,
} from '@bagehot/central-bank';
import { type ContractRegister, createEventLog, decimal, type EventLog, type Ledger } from '@bagehot/kernel';
import { type Accounts, quanta, type Register } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';

interface ClaimEconomy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly accounts: Accounts;
  readonly register: Register;
  readonly custody: ClaimCustody;
  readonly facilities: StandingFacilities;
  readonly log: EventLog<MoneyMarketEvent>;
  /** A debt of X to an agent. @returns the contract's id */
  owe(to: string, amount: number, dueDay: number, debtor?: string): string;
  balance(agent: string): string;
  claim(id: string, holder: string): string;
}

const dead = new Set<string>();

/** Agents without money, a debtor X with 1000, and facilities that lend at 10 % against claims. */
function claimEconomy(terms: { haircut?: string; discount?: string; term?: number } = {}): ClaimEconomy {
  dead.clear();
  const { ledger, contracts } = reserveAccounts({
    balances: [
      ['X', 1000],
      ['A', 0],
      ['B', 0],
    ],
  });
  const [accounts, register] = [quanta(ledger), quanta(contracts)];
  const log = createEventLog<MoneyMarketEvent>();
  const ports = { ledger, contracts, events: log };
  const { haircut = '0.1', discount = '0', term = 1 } = terms;
  const eligible = (contract: number): boolean => !dead.has(accounts.nameOf(register.debtorOf(contract)));
  const custody = createClaimCustody({ haircut, liquidationDiscount: discount }, { ...ports, eligible });
  const facilities = createStandingFacilities(
    { depositSpread: 0, lendingSpread: '0.1', ticksPerYear: 1, term },
    { ...ports, collateral: custody, centralBank: { getPolicyRate: () => ({ rate: decimal(0), tick: 0 }) } },
  );
  return {
    ledger,
    contracts,
    accounts,
    register,
    custody,
    facilities,
    log,
    owe: (to, amount, dueDay, debtor = 'X') =>
      contracts.issue({ kind: 'payable', debtor, creditor: to, amount: decimal(amount), dueDay }).id,
    balance: (agent) => ledger.balance(agent, 'reserves').toFixed(2),
    claim: (id, holder) => {
      const claims = contracts.get(id)?.claims ?? [];
      return claims.find((one) => one.holder === holder)?.face.toString() ?? '0';
    },
  };
}

/** What the custody says is whose, next to what the register says is there. */
function pledged({ custody }: ClaimEconomy, agent: string): readonly string[] {
  return custody.pledges(agent).map(({ contract, face }) => `${contract}: ${face}`);
}

describe('claims in custody', () => {
  it('are taken in calendar order, and no more than is needed', () => {
    const economy = claimEconomy();
    const { facilities, owe, claim, log } = economy;
    const late = owe('A', 100, 9);
    const early = owe('A', 50, 3);
    owe('A', 70, 0);
    owe('A', 30, 5, 'B');
    const own = owe('B', 500, 4, 'A');
    dead.add('B');
    // 45 of the early one and 90 of the late one: those of today, of the dead, and one's own debts are no security.
    expect(facilities.headroom('A')?.toString()).toBe('135');
    expect(facilities.lend('A', 60).amount.toString()).toBe('60');
    expect(pledged(economy, 'A')).toEqual([`${early}: 50`, `${late}: 16.67`]);
    expect([claim(early, CUSTODY), claim(late, CUSTODY), claim(late, 'A'), claim(own, 'B')]).toEqual([
      '50',
      '16.67',
      '83.33',
      '500',
    ]);
    expect(
      log.of('ClaimPledged').map(({ agent, contract, face, loan }) => [agent, contract, String(face), loan]),
    ).toEqual([
      ['A', early, '50', 'F1'],
      ['A', late, '16.67', 'F1'],
    ]);
    expect(facilities.headroom('A')?.toString()).toBe('74.99');
    expect(facilities.lend('A', 1000).amount.toString()).toBe('74.99');
    expect(facilities.lend('A', 1).reason).toBe('collateral');
  });

  it('are whole tickets where a market has cut them', () => {
    const economy = claimEconomy();
    const { facilities, register, owe } = economy;
    const id = owe('A', 95, 5);
    register.openWindow({ ticketSize: 1_000n, covers: () => true });
    facilities.lend('A', 10);
    expect(pledged(economy, 'A')).toEqual([`${id}: 20`]);
    facilities.lend('A', 70);
    expect(pledged(economy, 'A')).toEqual([`${id}: 20`, `${id}: 70`]);
    facilities.lend('A', 1000);
    expect(pledged(economy, 'A')).toEqual([`${id}: 20`, `${id}: 70`, `${id}: 5`]);
  });

  it('go back in the order pledged once the loan is repaid', () => {
    const economy = claimEconomy();
    const { facilities, accounts, owe, claim, log } = economy;
    const first = owe('A', 50, 5);
    const second = owe('A', 100, 9);
    facilities.lend('A', 90);
    const [debt] = facilities.openLoans();
    accounts.day = 1;
    economy.ledger.transfer({ day: 1, kind: 'test', asset: 'reserves', from: 'X', to: 'A', amount: decimal(50) });
    economy.ledger.transfer({ day: 1, kind: 'B3', asset: 'reserves', from: 'A', to: 'CB', amount: decimal(99) });
    economy.contracts.remove(debt?.contract ?? '');
    expect(facilities.recordSettlement(debt?.contract ?? '', 99)?.principalLoss.toString()).toBe('0');
    expect([claim(first, 'A'), claim(second, 'A'), pledged(economy, 'A').length]).toEqual(['50', '100', 0]);
    expect(log.of('ClaimReleased').map(({ contract }) => contract)).toEqual([first, second]);
    expect(facilities.recordSettlement(debt?.contract ?? '', 99)).toBeNull();
  });

  it('become the central bank’s before a default, which that may cure, and the rest goes back', () => {
    const economy = claimEconomy({ discount: '0.5' });
    const { facilities, accounts, owe, claim, contracts, log } = economy;
    const id = owe('A', 300, 9);
    facilities.lend('A', 100);
    accounts.day = 1;
    expect(facilities.coverDues('A').toString()).toBe('55.56');
    // 111.12 of face were pledged, and half of it counts.
    expect([claim(id, 'CB'), claim(id, CUSTODY), contracts.owedBy('A')[0]?.amount].map(String)).toEqual([
      '111.12',
      '0',
      '54.44',
    ]);
    expect(log.of('ClaimSeized').map(({ face, loan }) => [String(face), loan])).toEqual([['111.12', 'F1']]);
    const cured = claimEconomy();
    const whole = cured.owe('A', 300, 9);
    cured.facilities.lend('A', 100);
    cured.accounts.day = 1;
    expect(cured.facilities.coverDues('A').toString()).toBe('110');
    expect(cured.contracts.owedBy('A')).toEqual([]);
    expect([cured.claim(whole, 'CB'), cured.claim(whole, 'A')]).toEqual(['110', '190']);
    expect(cured.facilities.figures().creditLosses.toString()).toBe('0');
  });

  it('pass on what they are paid: to the loan, then to the pledger', () => {
    const economy = claimEconomy({ term: 5 });
    const { facilities, ledger, register, accounts, owe, balance, contracts } = economy;
    const id = owe('A', 150, 2);
    const other = owe('B', 100, 2);
    facilities.lend('A', 100);
    facilities.lend('B', 45);
    accounts.day = 2;
    for (const contract of [id, other])
      ledger.transaction(() => {
        const face = register.faceOf(register.indexOf(contract), accounts.indexOf(CUSTODY));
        const amount = decimal(String(face)).div(100);
        ledger.transfer({ day: 2, kind: 'B3', asset: 'reserves', from: 'X', to: CUSTODY, amount });
        facilities.collected(contract, amount);
        contracts.remove(contract);
      });
    // A owes 150 with five ticks' interest and got 111.12 for what it had pledged; B owes 67.50 and got 50.
    expect(facilities.openLoans().map(({ agentId, due }) => [agentId, due.toString()])).toEqual([
      ['A', '38.88'],
      ['B', '17.5'],
    ]);
    expect([balance(CUSTODY), balance('A'), balance('B')]).toEqual(['0.00', '100.00', '45.00']);
    const cheap = claimEconomy();
    const large = cheap.owe('A', 100, 2);
    cheap.facilities.lend('A', 10);
    cheap.ledger.transfer({
      day: 0,
      kind: 'test',
      asset: 'reserves',
      from: 'X',
      to: CUSTODY,
      amount: decimal('11.12'),
    });
    cheap.facilities.collected(large, '11.12');
    expect([cheap.balance('A'), cheap.balance(CUSTODY), cheap.facilities.openLoans().length]).toEqual([
      '10.12',
      '0.00',
      0,
    ]);
  });

  it('share what is paid on a contract that several have pledged, and what comes later from an estate', () => {
    const economy = claimEconomy({ term: 5 });
    const { facilities, ledger, register, contracts, owe, accounts } = economy;
    const id = owe('A', 90, 2);
    register.transfer(register.indexOf(id), accounts.indexOf('A'), accounts.indexOf('B'), 3_000n);
    facilities.lend('A', 54);
    facilities.lend('B', 27);
    const pay = (amount: string): void =>
      ledger.transfer({ day: 0, kind: 'test', asset: 'reserves', from: 'X', to: CUSTODY, amount: decimal(amount) });
    ledger.transaction(() => {
      pay('45.01');
      facilities.collected(id, '45.01');
      contracts.remove(id);
    });
    expect(facilities.openLoans().map(({ agentId, outstanding }) => [agentId, outstanding.toString()])).toEqual([
      ['A', '23.99'],
      ['B', '12'],
    ]);
    expect(pledged(economy, 'A')).toEqual([]);
    pay('9');
    const { marginCalls } = facilities.reconcile();
    expect(marginCalls.map(({ agentId, amount }) => [agentId, amount.toString()])).toEqual([
      ['A', '17.99'],
      ['B', '9'],
    ]);
    expect(economy.balance(CUSTODY)).toBe('0.00');
  });

  it('follow a claim that the register has made smaller', () => {
    const economy = claimEconomy({ term: 5 });
    const { facilities, contracts, owe } = economy;
    const id = owe('A', 100, 9);
    facilities.lend('A', 45);
    contracts.reduce(id, decimal(50));
    expect(pledged(economy, 'A')).toEqual([`${id}: 25`]);
    // The rest of the claim is pledged, which is all that is needed.
    expect(facilities.callMargins()).toEqual([]);
    expect(pledged(economy, 'A')).toEqual([`${id}: 25`, `${id}: 25`]);
  });

  it('stand for a loan that was written off', () => {
    const economy = claimEconomy({ term: 5 });
    const { facilities, contracts, owe, claim } = economy;
    const id = owe('A', 100, 9);
    facilities.lend('A', 45);
    contracts.remove(facilities.openLoans()[0]?.contract ?? '');
    const { loans } = facilities.reconcile();
    // 67.50 are due with five ticks' interest, and 50 were pledged.
    expect(
      loans.map(({ seized, principalLoss, interestForgone }) => [seized, principalLoss, interestForgone].map(String)),
    ).toEqual([['50', '0', '17.5']]);
    expect([claim(id, 'CB'), claim(id, 'A')]).toEqual(['50', '50']);
  });

  it('come back from a snapshot, and with a transaction', () => {
    const economy = claimEconomy({ term: 5 });
    const { facilities, custody, ledger, contracts, owe } = economy;
    owe('A', 100, 9);
    const gone = owe('B', 100, 9);
    facilities.lend('A', 45);
    facilities.lend('B', 45);
    contracts.remove(gone);
    const text = JSON.stringify(custody.snapshot());
    const state = (): string => JSON.stringify([ledger.snapshot(), contracts.snapshot(), facilities.snapshot()]);
    const before = state();
    expect(() =>
      ledger.transaction(() => {
        facilities.lend('A', 10);
        facilities.coverDues('A');
        facilities.reconcile();
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(state()).toBe(before);
    const again = createClaimCustody({ haircut: '0.1' }, { ledger, contracts }, JSON.parse(text));
    expect([again.limit('A'), again.secured('A')]).toEqual([custody.limit('A'), custody.secured('A')]);
    for (const wrong of [null, { ...JSON.parse(text), kind: 'pool' }, { ...JSON.parse(text), lost: [{ agent: 'A' }] }])
      expect(() => custody.restore(wrong)).toThrow(SnapshotError);
    custody.restore(JSON.parse(text));
    expect(JSON.stringify(custody.snapshot())).toBe(text);
    expect(JSON.parse(text)).toEqual({
      kind: 'claim-custody',
      version: 1,
      agents: [{ agent: 'A', claims: [{ contract: 'P1', face: '50.00', paid: '0.00' }] }],
      lost: [{ agent: 'B', face: '50.00', paid: '0.00' }],
    });
  });
});
