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
    const interest = desk.interestOf(principal, rate);
    const record = principal > 0n ? desk.open('FacilityDeposit', agent, principal, rate, interest) : undefined;
    return {
      agentId: desk.name(agent),
      amount: desk.amount(principal),
      rate: desk.rate(rate),
      interest: desk.amount(interest),
      depositId: record === undefined ? null : depositId(record),
    };
  }

  /** Pays out what is due by now, to whoever has the claim. */
  payOut(): ReturnedDeposit[] {
    const { deposits, money } = this.#desk;
    const now = money.tick();
    const due = deposits.all().filter(({ dueTick }) => dueTick <= now);
    if (due.length === 0) return [];
    const returned = due.map((record) => this.#return(record));
    // Where interest eats a deposit up, nothing comes back, and no more than the deposit is lost.
    const interestPaid = due.reduce((sum, record) => sum + dueOf(record) - record.principal, 0n);
    this.#desk.memo.add({ interestPaid });
    return returned;
  }

  #return(record: FacilityRecord): ReturnedDeposit {
    const desk = this.#desk;
    const { register, accounts } = desk.money;
    const { contract, principal, interest } = record;
    if (contract !== -1 && register.isOpen(contract)) {
      for (const { holder, face } of register.lastClaims(contract))
        desk.move('FacilityDepositReturn', desk.bank, holder, face);
      register.remove(contract, accounts.label('FacilityDepositReturn'));
    }
    desk.deposits.close(record.number);
    const paid = dueOf(record);
    return {
      depositId: depositId(record),
      agentId: desk.name(record.agent),
      principal: desk.amount(principal),
      interest: desk.amount(interest),
      paid: desk.amount(paid),
    };
  }
}

/** The name of a deposit. */
export function depositId({ number }: Pick<FacilityRecord, 'number'>): string {
  return `D${number}`;
}
