import type { AgentId, Decimal } from '@bagehot/kernel';
import type { CallLoanEnded, CallLoanGranted } from '../protocols/events.js';
import type { EntryLines } from './entry-lines.js';

/** An amount of an event in quanta. */
export type Units = (amount: Decimal) => bigint;

/** Loans of the call market as lenders and borrowers book them. */
export class LoanAccounts {
  readonly #units: Units;
  /** What was paid to a lender before the loan's end was told, by borrower and lender. */
  readonly #prepaid: Map<AgentId, Map<AgentId, bigint>> = new Map();

  constructor(units: Units) {
    this.#units = units;
  }

  /** Money is lent. */
  grant(lines: EntryLines, { borrowerId, legs }: CallLoanGranted): void {
    for (const { lenderId, amount } of legs) {
      const lent = this.#units(amount);
      lines.pay(lenderId, borrowerId, lent);
      lines.debit(lenderId, 'call-lent', lent);
      lines.credit(borrowerId, 'call-borrowed', lent);
    }
  }

  /** Part of a loan is paid, and the loan goes on: principal first. */
  prepay(lines: EntryLines, borrower: AgentId, lender: AgentId, paid: bigint): void {
    const byLender = this.#prepaid.get(borrower) ?? new Map<AgentId, bigint>();
    byLender.set(lender, (byLender.get(lender) ?? 0n) + paid);
    this.#prepaid.set(borrower, byLender);
    lines.pay(borrower, lender, paid);
    lines.debit(borrower, 'call-borrowed', paid);
    lines.credit(lender, 'call-lent', paid);
  }

  /** A loan is over: repaid, renewed or lost. */
  end(lines: EntryLines, { kind, borrowerId, legs }: CallLoanEnded): void {
    for (const leg of legs) {
      const { lenderId } = leg;
      const [amount, received, loss] = [leg.amount, leg.received, leg.principalLoss].map(this.#units) as [
        bigint,
        bigint,
        bigint,
      ];
      // Of a loan that goes on all interest is paid, and what is paid beyond it is principal.
      const interest = kind === 'CallLoanRolled' ? this.#units(leg.interest) : received + loss - amount;
      const principal = received + loss - interest;
      const before = this.#usePrepaid(borrowerId, lenderId, received);
      lines.pay(borrowerId, lenderId, received - before);
      lines.debit(borrowerId, 'call-borrowed', principal - before);
      lines.debit(borrowerId, 'interest', interest);
      lines.credit(borrowerId, 'debt-relief', loss);
      lines.credit(lenderId, 'call-lent', principal - before);
      lines.credit(lenderId, 'interest', interest);
      lines.debit(lenderId, 'credit-losses', loss);
    }
  }

  #usePrepaid(borrower: AgentId, lender: AgentId, received: bigint): bigint {
    const byLender = this.#prepaid.get(borrower);
    const paid = byLender?.get(lender) ?? 0n;
    const used = paid < received ? paid : received;
    byLender?.set(lender, paid - used);
    return used > 0n ? used : 0n;
  }
}
