import { type Accounts, type JournalRow, type Register, toQuanta } from '@bagehot/kernel/quanta';
import type { SimEvent } from '../economy.js';

/** Kind of the contracts behind a central bank's loans. */
const LOAN = 'facility-loan';
/** Why money comes back to the central bank outside settlement: out of a new loan, or out of what custody was paid. */
const REPAYMENT = 'FacilityRepayment';

/** What the central bank gets back of its loans, by settlement and beside it, against what has become of their contracts: no loan is paid twice. */
export class RepaymentBook {
  readonly #accounts: Accounts;
  readonly #register: Register;
  /** Loans that are open, with what is due on them. */
  readonly #open: Map<number, bigint> = new Map();
  /** What has come off all contracts so far, less what was paid for it: more than 0 where pledges were taken or something was lost. */
  #unpaid = 0n;

  constructor(accounts: Accounts, register: Register) {
    this.#accounts = accounts;
    this.#register = register;
    for (let contract = 0; contract < register.count; contract++)
      if (register.isOpen(contract) && register.kindOf(contract) === LOAN)
        this.#open.set(contract, register.amountOf(contract));
  }

  /** Takes a change that was committed. */
  see(row: JournalRow): void {
    switch (row.op) {
      case 'transfer':
        if (this.#accounts.labelText(row.label) === REPAYMENT) this.#unpaid -= row.amount;
        break;
      case 'issue':
        if (this.#register.kindOf(row.contract) === LOAN) this.#open.set(row.contract, row.amount);
        break;
      case 'reduce':
        this.#fall(row.contract, row.face);
        break;
      case 'remove':
        this.#fall(row.contract, this.#open.get(row.contract) ?? 0n);
        this.#open.delete(row.contract);
        break;
      default:
    }
  }

  /** Takes what was told of settlement. */
  tell(event: SimEvent): void {
    if (event.kind !== 'PayableSettled' && event.kind !== 'PartialSettlement') return;
    if (!event.contract.startsWith(`${LOAN}:`)) return;
    this.#unpaid -= toQuanta(this.#accounts.grid, event.kind === 'PayableSettled' ? event.amount : event.amountPaid);
  }

  /** How much more the central bank got than was due to it; undefined when it did not. */
  difference(): string | undefined {
    if (this.#unpaid >= 0n) return undefined;
    return `the central bank was paid ${-this.#unpaid} quanta more on its loans than was due to it`;
  }

  #fall(contract: number, amount: bigint): void {
    const due = this.#open.get(contract);
    if (due === undefined) return;
    this.#unpaid += amount;
    this.#open.set(contract, due - amount);
  }
}
