import type { ContractId } from '@bagehot/kernel';
import { CUSTODY } from '../money.js';
import type { Payee } from '../protocols/collateral.js';
import type { SettledFacilityLoan } from '../protocols/facilities.js';
import { dueOf, type FacilityRecord } from './facility-book.js';
import type { FacilityDesk } from './facility-desk.js';
import type { FacilityRepayments } from './facility-repayments.js';

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
    const due = this.#desk.loans.of(agent).filter(({ dueTick }) => dueTick <= now);
    const covered = this.#repayments.cover(due);
    this.#repayments.release(due);
    return covered;
  }

  /** Passes on what custody was paid on a claim: to the pledgers' loans, and what is over to the pledgers. */
  collected(contract: ContractId, amount: bigint): void {
    this.#passOn(this.#desk.collateral?.payees?.(contract, amount) ?? []);
  }

  /** Passes on what custody has got beside payments, from the estates of those who did not pay. */
  collectedBeside(): void {
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

  #passOn(payees: readonly Payee[]): void {
    const { accounts } = this.#desk.money;
    const custody = accounts.open(CUSTODY);
    for (const { agent, amount } of payees) {
      const pledger = accounts.indexOf(agent);
      const records: readonly FacilityRecord[] = this.#desk.loans.of(pledger);
      const paid = this.#repayments.pay(records, amount, custody);
      this.#desk.move('CustodyPayment', custody, pledger, amount - paid);
      this.#repayments.release(records);
    }
  }
}
