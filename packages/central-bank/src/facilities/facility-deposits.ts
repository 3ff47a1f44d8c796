import type { FacilityDepositResult, ReturnedDeposit } from '../protocols/facilities.js';
import { dueOf, type FacilityRecord } from './facility-book.js';
import type { FacilityDesk } from './facility-desk.js';

/** The deposit facility. Called inside transactions. */
export class FacilityDeposits {
  readonly #desk: FacilityDesk;

  constructor(desk: FacilityDesk) {
    this.#desk = desk;
  }

  /**
   * Takes a deposit.
   *
   * @param principal - no more than the agent has
   * @param rate - in units of 10^-12
   */
  take(agent: number, principal: bigint, rate: bigint): FacilityDepositResult {
    const desk = this.#desk;
    const record = this.accept(agent, principal, rate);
    return {
      agentId: desk.name(agent),
      amount: desk.amount(principal),
      rate: desk.rate(rate),
      interest: desk.amount(record?.interest ?? desk.interestOf(principal, rate)),
      depositId: record === undefined ? null : depositId(record),
    };
  }

  /** The same without a result. @returns the record, if there was anything to take */
  accept(agent: number, principal: bigint, rate: bigint): FacilityRecord | undefined {
    if (principal <= 0n) return undefined;
    const desk = this.#desk;
    return desk.open('FacilityDeposit', agent, principal, rate, desk.interestOf(principal, rate));
  }

  /** Pays out what is due by now, to whoever has the claim. @returns what was due, in order of origin */
  payOut(): FacilityRecord[] {
    const { deposits, money } = this.#desk;
    const now = money.tick();
    const due = deposits.all().filter(({ dueTick }) => dueTick <= now);
    if (due.length === 0) return due;
    let interestPaid = 0n;
    for (const record of due) {
      this.#return(record);
      // Where interest eats a deposit up, nothing comes back, and no more than the deposit is lost.
      interestPaid += dueOf(record) - record.principal;
    }
    this.#desk.memo.add({ interestPaid });
    return due;
  }

  /** A deposit paid out, as others see it. */
  returned(record: FacilityRecord): ReturnedDeposit {
    const desk = this.#desk;
    return {
      depositId: depositId(record),
      agentId: desk.name(record.agent),
      principal: desk.amount(record.principal),
      interest: desk.amount(record.interest),
      paid: desk.amount(dueOf(record)),
    };
  }

  #return({ contract, number }: FacilityRecord): void {
    const desk = this.#desk;
    const { register, accounts } = desk.money;
    if (contract !== -1 && register.isOpen(contract)) {
      for (const { holder, face } of register.lastClaims(contract))
        desk.move('FacilityDepositReturn', desk.bank, holder, face);
      register.remove(contract, accounts.label('FacilityDepositReturn'));
    }
    desk.deposits.close(number);
  }
}

/** The name of a deposit. */
export function depositId({ number }: Pick<FacilityRecord, 'number'>): string {
  return `D${number}`;
}
