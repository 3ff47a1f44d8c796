import type { Money } from '../money.js';
import { IntHeap } from './int-heap.js';
import type { Loan } from './loans.js';

/** A borrower with loans to settle. */
export interface DueBorrower {
  /** In order of first due loan. */
  readonly position: number;
  readonly agent: number;
  /** With something due, in loan order. */
  readonly loans: Loan[];
  owed: bigint;
  /** Paid, rolled over or in default. */
  settled: boolean;
  /** Found able to pay, and to be visited by this walk or the next. */
  queued: boolean;
}

/**
 * The borrowers of the loans that are due, and who of them can pay, kept up as money arrives: the walks of the central bank specification, section 9, without
 * visiting anybody in vain.
 */
export class DueLoans {
  readonly borrowers: readonly DueBorrower[];
  readonly #money: Money;
  readonly #byAgent: Map<number, DueBorrower> = new Map();
  /** Positions still ahead in this walk, and those behind it. */
  #ahead = new IntHeap();
  #behind = new IntHeap();
  #at = -1;
  #first = 0;

  /** @param loans - in loan order, each with something due */
  constructor(money: Money, loans: readonly Loan[]) {
    this.#money = money;
    const borrowers: DueBorrower[] = [];
    for (const loan of loans) {
      let borrower = this.#byAgent.get(loan.borrower);
      if (borrower === undefined) {
        const position = borrowers.length;
        borrower = { position, agent: loan.borrower, loans: [], owed: 0n, settled: false, queued: false };
        this.#byAgent.set(loan.borrower, borrower);
        borrowers.push(borrower);
      }
      borrower.loans.push(loan);
      borrower.owed += loan.due;
    }
    this.borrowers = borrowers;
    for (const borrower of borrowers) this.#queue(borrower);
  }

  /** The borrower of due loans that an agent is. */
  find(agent: number): DueBorrower | undefined {
    return this.#byAgent.get(agent);
  }

  /** The next borrower who can pay all it owes, in the order of the walks; undefined when a walk would pay nobody. */
  next(): DueBorrower | undefined {
    if (this.#ahead.size === 0) this.#restart();
    if (this.#ahead.size === 0) return undefined;
    this.#at = this.#ahead.pop();
    return this.borrowers[this.#at];
  }

  /** The first borrower who is not settled. Nobody may be queued: the walks then begin again. */
  firstUnsettled(): DueBorrower | undefined {
    this.#restart();
    while (this.borrowers[this.#first]?.settled === true) this.#first++;
    return this.borrowers[this.#first];
  }

  /** Notes that an agent has received money. */
  received(agent: number): void {
    const borrower = this.#byAgent.get(agent);
    if (borrower !== undefined) this.#queue(borrower);
  }

  /** Can the borrower pay all it owes? Issuers of the money, and agents who may overdraw, always can. */
  #covers({ agent, owed }: DueBorrower): boolean {
    const { column, accounts } = this.#money;
    return column.covers(agent, owed) || agent === column.issuer || accounts.overdraws(agent);
  }

  #queue(borrower: DueBorrower): void {
    if (borrower.settled || borrower.queued || !this.#covers(borrower)) return;
    borrower.queued = true;
    if (borrower.position > this.#at) this.#ahead.push(borrower.position);
    else this.#behind.push(borrower.position);
  }

  /** The next walk begins with the first borrower. */
  #restart(): void {
    if (this.#ahead.size === 0) [this.#ahead, this.#behind] = [this.#behind, this.#ahead];
    this.#at = -1;
  }
}
