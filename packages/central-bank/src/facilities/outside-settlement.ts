import type { ContractId } from '@bagehot/kernel';
import type { Column } from '@bagehot/kernel/quanta';
import { CUSTODY } from '../money.js';
import type { Payee } from '../protocols/collateral.js';
import type { SettledFacilityLoan } from '../protocols/facilities.js';
import { dueOf, type FacilityRecord } from './facility-book.js';
import type { FacilityDesk } from './facility-desk.js';
import type { FacilityRepayments } from './facility-repayments.js';

/** Money of the central bank. */
const ISSUED: readonly string[] = ['cash', 'reserves'];

/** What the facilities do where somebody else, such as a ring, settles their loans with all other debts. Called inside transactions. */
export class OutsideSettlement {
  readonly #desk: FacilityDesk;
  readonly #repayments: FacilityRepayments;

  constructor(desk: FacilityDesk, repayments: FacilityRepayments) {
    this.#desk = desk;
    this.#repayments = repayments;
  }

  /** Before anything is shared out: pledges pay what an agent's loans have due. @returns what was covered */
  coverDues(agent: number): bigint {
    const now = this.#desk.money.tick();
    const due = this.#unsettled(agent).filter(({ dueTick }) => dueTick <= now);
    const covered = this.#repayments.cover(due);
    this.#repayments.release(due);
    return covered;
  }

  /** Passes on what custody was paid on a claim: to the pledgers' loans, and what is over to the pledgers. */
  collected(contract: ContractId, amount: bigint): void {
    this.#exchange();
    this.#passOn(this.#desk.collateral?.payees?.(contract, amount) ?? []);
  }

  /** Passes on what custody has got beside payments, from the estates of those who did not pay. */
  collectedBeside(): void {
    this.#exchange();
    this.#passOn(this.#desk.collateral?.strays?.() ?? []);
  }

  /** Ends the loan of a contract of which so much was paid; pledges stand for the rest. @returns null when it is none of an open loan */
  record(contract: number, paid: bigint): SettledFacilityLoan | null {
    const record = this.#desk.loans.find(contract);
    if (record === undefined) return null;
    const due = dueOf(record);
    const ended = this.#repayments.end(record, paid < due ? paid : due);
    this.#repayments.release([record]);
    return ended;
  }

  /** Ends the loans whose contracts are gone: they were written off. Passes on what custody has got beside payments. */
  reconcile(): SettledFacilityLoan[] {
    const { register } = this.#desk.money;
    this.collectedBeside();
    const gone = this.#desk.loans.all().filter(({ contract }) => contract !== -1 && !register.isOpen(contract));
    const ended = gone.map((record) => this.#repayments.end(record, 0n));
    this.#repayments.release(gone);
    return ended;
  }

  /** Where there are banks, custody is paid in their deposits: the central bank takes these over, and gives the market's money for them, which is what is passed on. */
  #exchange(): void {
    const { accounts } = this.#desk.money;
    const custody = accounts.open(CUSTODY);
    for (const column of this.#otherMoney(custody)) {
      const amount = column.get(custody);
      if (amount <= 0n) continue;
      column.move(accounts.label('CustodyExchange'), custody, this.#desk.bank, amount);
      this.#desk.move('CustodyExchange', this.#desk.bank, custody, amount);
    }
  }

  #otherMoney(holder: number): Column[] {
    const { accounts, asset } = this.#desk.money;
    const issued = ISSUED.filter((name) => name !== asset && accounts.hasAsset(name));
    const deposits = accounts.held(holder, 'deposit').map((index) => accounts.columnAt(index));
    return [...issued.map((name) => accounts.column(name)), ...deposits];
  }

  /** An agent's loans but for those that have been settled today, and wait to be recorded: what they were paid must not be paid again. */
  #unsettled(agent: number): readonly FacilityRecord[] {
    const { register } = this.#desk.money;
    return this.#desk.loans.of(agent).filter(({ contract }) => contract === -1 || register.isOpen(contract));
  }

  #passOn(payees: readonly Payee[]): void {
    const { accounts } = this.#desk.money;
    const custody = accounts.open(CUSTODY);
    for (const { agent, amount } of payees) {
      const pledger = accounts.indexOf(agent);
      const records = this.#unsettled(pledger);
      const paid = this.#repayments.pay(records, amount, custody);
      this.#desk.move('CustodyPayment', custody, pledger, amount - paid);
      this.#repayments.release(records);
    }
  }
}
