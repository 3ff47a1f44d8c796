import type { Accounts } from '@bagehot/kernel/quanta';
import { claimOf, type Loan } from './loans.js';

/** The loans that are open, by number and by contract. Every change is taken back with a running transaction. */
export class OpenLoans {
  readonly #accounts: Accounts;
  readonly #loans: Map<number, Loan> = new Map();
  readonly #byContract: Map<number, Loan> = new Map();
  /** Loans that were put back stand at the end. */
  #isSorted = true;
  /** What is due by a tick, by lender; kept until a loan changes. */
  #claims: { readonly tick: number; readonly totals: ReadonlyMap<number, bigint> } | undefined;

  /** @param loans - in loan order */
  constructor(accounts: Accounts, loans: Iterable<Loan> = []) {
    this.#accounts = accounts;
    for (const loan of loans) this.#put(loan);
  }

  /** Number of loans. */
  get size(): number {
    return this.#loans.size;
  }

  /** In loan order. That is the order of the due ticks too, unless the term was another before. */
  list(): readonly Loan[] {
    const loans = [...this.#loans.values()];
    if (this.#isSorted) return loans;
    loans.sort((a, b) => a.number - b.number);
    this.#loans.clear();
    for (const loan of loans) this.#loans.set(loan.number, loan);
    this.#isSorted = true;
    return loans;
  }

  /** Loans due by a tick, in loan order. */
  dueBy(tick: number): readonly Loan[] {
    return this.list().filter(({ dueTick }) => dueTick <= tick);
  }

  /** What is due to each lender by a tick, by agent. */
  claimsBy(tick: number): ReadonlyMap<number, bigint> {
    if (this.#claims?.tick === tick) return this.#claims.totals;
    const totals = new Map<number, bigint>();
    for (const { legs } of this.dueBy(tick))
      for (const leg of legs) totals.set(leg.lender, (totals.get(leg.lender) ?? 0n) + claimOf(leg));
    this.#claims = { tick, totals };
    return totals;
  }

  /** The loan that a contract of the register carries. */
  find(contract: number): Loan | undefined {
    return this.#byContract.get(contract);
  }

  /** Enters loans with numbers above all others, in loan order. */
  add(loans: readonly Loan[]): void {
    if (loans.length === 0) return;
    this.#accounts.onRollback(() => {
      for (const loan of loans) this.#drop(loan);
    });
    for (const loan of loans) this.#put(loan);
  }

  /** Puts loans in the places of those with their numbers. */
  replace(loans: readonly Loan[]): void {
    if (loans.length === 0) return;
    const before = loans.map(({ number }) => this.#loans.get(number) as Loan);
    this.#accounts.onRollback(() => {
      for (const loan of before) this.#put(loan);
    });
    for (const loan of loans) this.#put(loan);
  }

  /** Takes loans out. */
  remove(loans: readonly Loan[]): void {
    if (loans.length === 0) return;
    this.#accounts.onRollback(() => {
      this.#isSorted = false;
      for (const loan of loans) this.#put(loan);
    });
    for (const loan of loans) this.#drop(loan);
  }

  #put(loan: Loan): void {
    this.#claims = undefined;
    this.#loans.set(loan.number, loan);
    if (loan.contract !== -1) this.#byContract.set(loan.contract, loan);
  }

  #drop(loan: Loan): void {
    this.#claims = undefined;
    this.#loans.delete(loan.number);
    if (loan.contract !== -1) this.#byContract.delete(loan.contract);
  }
}
