import type { SettledFacilityLoan } from '../protocols/facilities.js';
import { dueOf, type FacilityRecord, outstandingOf } from './facility-book.js';
import type { FacilityDesk } from './facility-desk.js';

/** How loans of the central bank come to an end. Called inside transactions, each of which ends with `release`: pledges stay where they are until then. */
export class FacilityRepayments {
  readonly #desk: FacilityDesk;

  constructor(desk: FacilityDesk) {
    this.#desk = desk;
  }

  /** Pays on loans, in their order, with money that `from` has. @returns what was paid */
  pay(records: readonly FacilityRecord[], amount: bigint, from: number): bigint {
    const desk = this.#desk;
    let left = amount;
    for (const record of records) {
      const part = smaller(left, dueOf(record));
      if (part === 0n) continue;
      desk.move('FacilityRepayment', from, desk.bank, part);
      this.#credit(record, part, 0n);
      left -= part;
    }
    return amount - left;
  }

  /** Takes pledges for what is due on loans; what they do not cover stays due. @returns what was covered */
  cover(records: readonly FacilityRecord[]): bigint {
    let covered = 0n;
    for (const record of records) {
      const part = this.#seize(record);
      if (part > 0n) this.#credit(record, part, part);
      covered += part;
    }
    return covered;
  }

  /** Ends a loan: by its borrower's money, then by its pledges, and what is missing is lost. */
  settle(record: FacilityRecord): SettledFacilityLoan {
    const desk = this.#desk;
    const has = desk.money.column.get(record.agent);
    const part = has > 0n ? smaller(has, dueOf(record)) : 0n;
    desk.move('FacilityRepayment', record.agent, desk.bank, part);
    return this.end(record, part);
  }

  /** Ends a loan of which so much more has been paid by now: pledges stand for the rest, and what is missing is lost. */
  end(record: FacilityRecord, paid: bigint): SettledFacilityLoan {
    const after = { ...record, paid: record.paid + paid };
    const seized = this.#seize(after);
    return this.#end({ ...after, paid: after.paid + seized, seized: after.seized + seized });
  }

  /** Lets the pledges of those who had these loans follow what they owe now. */
  release(records: readonly FacilityRecord[]): void {
    const { collateral, loans } = this.#desk;
    if (collateral === undefined) return;
    const occasions = new Map(records.map((record) => [record.agent, loanId(record)]));
    for (const [agent, loan] of occasions) collateral.owes(this.#desk.name(agent), loans.owed(agent), loan);
  }

  #end(record: FacilityRecord): SettledFacilityLoan {
    const desk = this.#desk;
    const { principal, interest, paid, seized } = record;
    const missing = dueOf(record);
    const principalLoss = smaller(outstandingOf(record), missing);
    const interestForgone = missing - principalLoss;
    desk.memo.add({ interestEarned: paid - (principal - principalLoss), creditLosses: principalLoss });
    const { register, accounts } = desk.money;
    const { contract } = record;
    if (contract !== -1 && register.isOpen(contract))
      register.remove(contract, accounts.label(missing > 0n ? 'FacilityLoss' : 'FacilityRepayment'));
    desk.loans.close(record.number);
    if (missing > 0n) this.#tellLoss(record, principalLoss, interestForgone);
    return {
      loanId: loanId(record),
      agentId: desk.name(record.agent),
      principal: desk.amount(principal),
      interest: desk.amount(interest),
      paid: desk.amount(paid - seized),
      seized: desk.amount(seized),
      principalLoss: desk.amount(principalLoss),
      interestForgone: desk.amount(interestForgone),
    };
  }

  /** So much less is due, `seized` of it by pledges: the contract falls with it, and goes when nothing is left. */
  #credit(record: FacilityRecord, amount: bigint, seized: bigint): void {
    const after = { ...record, paid: record.paid + amount, seized: record.seized + seized };
    if (dueOf(after) === 0n) {
      this.#end(after);
      return;
    }
    const { register } = this.#desk.money;
    const { contract } = record;
    if (contract !== -1 && register.isOpen(contract)) register.reduce(contract, amount);
    this.#desk.loans.replace(after);
  }

  /** Takes pledges until what is due is covered; what they are worth beyond is paid out. */
  #seize(record: FacilityRecord): bigint {
    const desk = this.#desk;
    const missing = dueOf(record);
    if (missing === 0n || desk.collateral === undefined) return 0n;
    const { covered, surplus } = desk.collateral.seize(desk.name(record.agent), missing, loanId(record));
    desk.memo.add({ collateralTaken: covered + surplus });
    desk.move('CollateralSurplus', desk.bank, record.agent, surplus);
    return covered;
  }

  #tellLoss(record: FacilityRecord, principalLoss: bigint, interestForgone: bigint): void {
    const desk = this.#desk;
    desk.tell(() => ({
      kind: 'FacilityLoss',
      day: desk.money.tick(),
      agentId: desk.name(record.agent),
      loan: loanId(record),
      principalLoss: desk.amount(principalLoss),
      interestForgone: desk.amount(interestForgone),
    }));
  }
}

/** The name of a loan. */
export function loanId({ number }: Pick<FacilityRecord, 'number'>): string {
  return `F${number}`;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
