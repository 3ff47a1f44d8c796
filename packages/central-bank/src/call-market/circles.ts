import type { Column } from '@bagehot/kernel/quanta';
import type { DueBorrower, DueLoans } from './due-loans.js';
import { claimOf } from './loans.js';

const NOBODY: readonly DueBorrower[] = [];

/**
 * Finds the unsettled borrowers who can all pay at once, because what they receive from one another counts: the largest such set. Whoever cannot pay even so
 * is taken out again and again until nobody is; the order does not matter.
 *
 * That everybody was taken out stays true while nobody receives what it was short of at the time, so it is not found out again after each default.
 *
 * @see central bank specification, section 11.8
 */
export class Circles {
  readonly #due: DueLoans;
  readonly #column: Column;
  /** By position: when the borrower was taken out, and what it was short of then. They prove that there is no circle. */
  readonly #ranks: number[] = [];
  readonly #shortages: bigint[] = [];
  #isProven = false;

  constructor(due: DueLoans, column: Column) {
    this.#due = due;
    this.#column = column;
  }

  /** The members, in order of first due loan; none where there is no circle. */
  find(): readonly DueBorrower[] {
    if (this.#isProven) return NOBODY;
    const all = this.#due.borrowers.filter(({ settled }) => !settled);
    const inside = new Set(all);
    const inflows: bigint[] = [];
    for (const { position } of all) inflows[position] = 0n;
    for (const member of all) this.#eachLender(member, inside, ({ position }, claim) => add(inflows, position, claim));
    const suspects = [...all];
    for (let suspect = suspects.pop(); suspect !== undefined; suspect = suspects.pop()) {
      if (!inside.has(suspect)) continue;
      const { position, agent, owed } = suspect;
      const shortage = owed - this.#column.get(agent) - (inflows[position] as bigint);
      if (shortage <= 0n) continue;
      this.#ranks[position] = all.length - inside.size;
      this.#shortages[position] = shortage;
      inside.delete(suspect);
      this.#eachLender(suspect, inside, (lender, claim) => {
        add(inflows, lender.position, -claim);
        suspects.push(lender);
      });
    }
    this.#isProven = inside.size === 0;
    return all.filter((member) => inside.has(member));
  }

  /** Notes that a borrower is settled: nobody waits for its money any more. To be told before the money it paid. */
  settled(borrower: DueBorrower): void {
    if (!this.#isProven) return;
    const rank = this.#ranks[borrower.position] as number;
    this.#eachLender(borrower, undefined, (lender, claim) => {
      if ((this.#ranks[lender.position] as number) < rank) add(this.#shortages, lender.position, claim);
    });
  }

  /** Notes that an agent received money, or (less than 0) paid some. */
  received(agent: number, amount: bigint): void {
    const borrower = this.#isProven ? this.#due.find(agent) : undefined;
    if (borrower === undefined || borrower.settled) return;
    if (add(this.#shortages, borrower.position, -amount) <= 0n) this.#isProven = false;
  }

  /** Calls `body` with everybody unsettled (and inside) whom a borrower owes something. */
  #eachLender(
    { loans }: DueBorrower,
    inside: ReadonlySet<DueBorrower> | undefined,
    body: (lender: DueBorrower, claim: bigint) => void,
  ): void {
    for (const { legs } of loans)
      for (const leg of legs) {
        const lender = this.#due.find(leg.lender);
        if (lender !== undefined && !lender.settled && inside?.has(lender) !== false) body(lender, claimOf(leg));
      }
  }
}

/** What each agent receives less what it pays when all members pay what they owe, in order of first payment. */
export function netPositions(members: readonly DueBorrower[]): ReadonlyMap<number, bigint> {
  const net = new Map<number, bigint>();
  const count = (agent: number, amount: bigint): void => {
    net.set(agent, (net.get(agent) ?? 0n) + amount);
  };
  for (const { agent, owed, loans } of members) {
    count(agent, -owed);
    for (const { legs } of loans) for (const leg of legs) count(leg.lender, claimOf(leg));
  }
  return net;
}

function add(column: bigint[], at: number, amount: bigint): bigint {
  const sum = (column[at] as bigint) + amount;
  column[at] = sum;
  return sum;
}
