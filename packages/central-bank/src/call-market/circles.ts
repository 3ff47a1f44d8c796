import type { Column } from '@bagehot/kernel/quanta';
import type { DueBorrower, DueLoans } from './due-loans.js';
import { claimOf } from './loans.js';

/**
 * The unsettled borrowers who can all pay at once, because what they receive from one another counts: the largest such set. Whoever cannot pay even so is
 * taken out again and again until nobody is; the order does not matter.
 *
 * @returns in order of first due loan
 * @see central bank specification, section 11.8
 */
export function findCircle(due: DueLoans, column: Column): readonly DueBorrower[] {
  const members = due.borrowers.filter(({ settled }) => !settled);
  const inside = new Set(members);
  const inflows = new Map<DueBorrower, bigint>(members.map((member) => [member, 0n]));
  const change = (from: DueBorrower, sign: bigint, changed?: DueBorrower[]): void => {
    for (const { legs } of from.loans)
      for (const leg of legs) {
        const lender = due.find(leg.lender);
        if (lender === undefined || !inside.has(lender)) continue;
        inflows.set(lender, (inflows.get(lender) as bigint) + sign * claimOf(leg));
        changed?.push(lender);
      }
  };
  for (const member of members) change(member, 1n);
  const suspects = [...members];
  for (let suspect = suspects.pop(); suspect !== undefined; suspect = suspects.pop()) {
    if (!inside.has(suspect)) continue;
    if (column.get(suspect.agent) + (inflows.get(suspect) as bigint) >= suspect.owed) continue;
    inside.delete(suspect);
    change(suspect, -1n, suspects);
  }
  return members.filter((member) => inside.has(member));
}

/** What each agent receives less what it pays when all members pay what they owe, in order of first payment. */
export function netPositions(members: readonly DueBorrower[]): ReadonlyMap<number, bigint> {
  const net = new Map<number, bigint>();
  const add = (agent: number, amount: bigint): void => {
    net.set(agent, (net.get(agent) ?? 0n) + amount);
  };
  for (const { agent, owed, loans } of members) {
    add(agent, -owed);
    for (const { legs } of loans) for (const leg of legs) add(leg.lender, claimOf(leg));
  }
  return net;
}
