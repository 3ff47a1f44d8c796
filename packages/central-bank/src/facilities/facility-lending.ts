import type { FacilityLendingResult, FacilityRefusal } from '../protocols/facilities.js';
import { dueOf, type FacilityRecord, outstandingOf } from './facility-book.js';
import type { FacilityDesk } from './facility-desk.js';
import { type FacilityRepayments, loanId } from './facility-repayments.js';

/** How a request will be met. */
interface LendingPlan {
  /** The agent's loans that are due, in order: a new loan pays these first. */
  readonly due: readonly FacilityRecord[];
  readonly amount: bigint;
  readonly reason: FacilityRefusal | null;
}

/** The lending facility. Called inside transactions. */
export class FacilityLending {
  readonly #desk: FacilityDesk;
  readonly #repayments: FacilityRepayments;

  constructor(desk: FacilityDesk, repayments: FacilityRepayments) {
    this.#desk = desk;
    this.#repayments = repayments;
  }

  /** What the agent may still borrow by its pledges, its loans due left out; undefined where none are asked for. */
  headroom(agent: number): bigint | undefined {
    const desk = this.#desk;
    if (desk.collateral === undefined) return undefined;
    const due = this.#due(agent).reduce((sum, record) => sum + outstandingOf(record), 0n);
    const room = desk.collateral.limit(desk.name(agent)) - (desk.loans.owed(agent) - due);
    return room > 0n ? room : 0n;
  }

  /**
   * Lends what an agent is short of, as far as pledges and cap allow.
   *
   * @param rate - in units of 10^-12
   */
  lend(agent: number, wanted: bigint, rate: bigint, frozen: boolean): FacilityLendingResult {
    const desk = this.#desk;
    const { due, amount, reason } = this.#plan(agent, wanted, frozen);
    const interest = desk.interestOf(amount, rate);
    const record = amount > 0n ? desk.open('FacilityLending', agent, amount, rate, interest) : undefined;
    if (record !== undefined) {
      this.#repayments.pay(due, amount, agent);
      desk.collateral?.secure(desk.name(agent), desk.loans.owed(agent), loanId(record));
      this.#repayments.release([record]);
    }
    if (reason !== null) this.#tellRefusal(agent, wanted - amount, rate, reason);
    return {
      agentId: desk.name(agent),
      shortfall: desk.amount(wanted),
      amount: desk.amount(amount),
      unmet: desk.amount(wanted - amount),
      rate: desk.rate(rate),
      interest: desk.amount(interest),
      loanId: record === undefined ? null : loanId(record),
      reason,
    };
  }

  #plan(agent: number, wanted: bigint, frozen: boolean): LendingPlan {
    const { cap } = this.#desk.terms;
    const due = this.#due(agent);
    if (wanted === 0n) return { due, amount: 0n, reason: null };
    if (frozen) return { due, amount: 0n, reason: 'frozen' };
    const headroom = this.headroom(agent);
    const amount = headroom !== undefined && headroom < wanted ? headroom : wanted;
    if (cap !== undefined && amount > 0n && this.#totalWith(amount, due) > cap)
      return { due, amount: 0n, reason: 'cap' };
    return { due, amount, reason: amount < wanted ? 'collateral' : null };
  }

  /** What will be lent in all once a new loan has paid what is due. */
  #totalWith(amount: bigint, due: readonly FacilityRecord[]): bigint {
    let total = this.#desk.loans.total + amount;
    let left = amount;
    for (const record of due) {
      const owed = dueOf(record);
      const part = left < owed ? left : owed;
      const outstanding = outstandingOf(record);
      total -= part === owed || part > outstanding ? outstanding : part;
      left -= part;
    }
    return total;
  }

  #due(agent: number): FacilityRecord[] {
    const now = this.#desk.money.tick();
    return this.#desk.loans.of(agent).filter(({ dueTick }) => dueTick <= now);
  }

  #tellRefusal(agent: number, amount: bigint, rate: bigint, reason: FacilityRefusal): void {
    const desk = this.#desk;
    desk.tell(() => ({
      kind: 'FacilityRefused',
      day: desk.money.tick(),
      agentId: desk.name(agent),
      amount: desk.amount(amount),
      rate: desk.rate(rate),
      reason,
    }));
  }
}
