import type { ClearingRule, NettedBook } from '@bagehot/central-bank';
import { allocateQuanta } from '@bagehot/kernel/quanta';

/** What a session came to, by agent. */
interface TwinOutcome {
  readonly passes: number;
  readonly callRate: bigint;
  readonly grants: readonly bigint[];
  readonly draws: readonly bigint[];
  readonly paidOfLoans: readonly bigint[];
  readonly net: ReadonlyMap<string, bigint>;
}

/** A sum by agent. */
function sumBy<T>(items: readonly T[], agent: (item: T) => string, amount: (item: T, k: number) => bigint) {
  const sums = new Map<string, bigint>();
  for (const [k, item] of items.entries()) sums.set(agent(item), (sums.get(agent(item)) ?? 0n) + amount(item, k));
  return sums;
}

/** A netted session, step by step as section 11.7 of the central bank specification has it, with no thought for speed. */
export function nettedTwin(book: NettedBook, rule: ClearingRule): TwinOutcome {
  const { supplies, requests, due } = book;
  const lenders = [...new Set(supplies.map(({ agent }) => agent))];
  const money = sumBy(
    supplies,
    ({ agent }) => agent,
    ({ units }) => units,
  );
  // 1. What lenders are ready to lend again, to begin with all they said.
  const renewal = sumBy(
    supplies,
    ({ agent }) => agent,
    ({ renewed }) => renewed,
  );
  for (let passes = 1; ; passes++) {
    const taken = new Map<string, bigint>();
    const effective = supplies.map(({ seq, agent, units, renewed, minRate }) => {
      const free = (renewal.get(agent) ?? 0n) - (taken.get(agent) ?? 0n);
      const part = renewed < free ? renewed : free;
      taken.set(agent, (taken.get(agent) ?? 0n) + part);
      return { seq, agent, units: units + part, minRate };
    });
    const { tick, policyRate } = book;
    const { callRate, grants, draws } = rule.clear({ tick, policyRate, supplies: effective, requests });

    // 2. Grants go to old loans first.
    const left = sumBy(
      requests,
      ({ agent }) => agent,
      (_, k) => grants[k] as bigint,
    );
    const receipts = new Map<string, bigint>();
    const paidOfLoans = due.map(({ borrower, claims }) => {
      const owed = claims.reduce((sum, { face }) => sum + face, 0n);
      const free = left.get(borrower) ?? 0n;
      const paid = free < owed ? free : owed;
      left.set(borrower, free - paid);
      const parts = allocateQuanta(
        paid,
        claims.map(({ face }) => face),
      );
      for (const [k, { holder }] of claims.entries())
        receipts.set(holder, (receipts.get(holder) ?? 0n) + (parts[k] as bigint));
      return paid;
    });

    // 3. Who would pay more than its money lends less again.
    const drawn = sumBy(
      supplies,
      ({ agent }) => agent,
      (_, k) => draws[k] as bigint,
    );
    const short = lenders.filter(
      (lender) => (drawn.get(lender) ?? 0n) - (receipts.get(lender) ?? 0n) > (money.get(lender) ?? 0n),
    );
    for (const lender of short) {
      const now = renewal.get(lender) ?? 0n;
      const got = receipts.get(lender) ?? 0n;
      renewal.set(lender, passes >= 64 ? 0n : now < got ? now : got);
    }
    if (short.length > 0) continue;

    // 4. What everybody pays or gets.
    const net = new Map<string, bigint>();
    const add = (agent: string, amount: bigint) => net.set(agent, (net.get(agent) ?? 0n) + amount);
    for (const [k, { agent }] of requests.entries()) add(agent, grants[k] as bigint);
    for (const [k, { agent }] of supplies.entries()) add(agent, -(draws[k] as bigint));
    for (const [k, { borrower }] of due.entries()) add(borrower, -(paidOfLoans[k] as bigint));
    for (const [holder, amount] of receipts) add(holder, amount);
    return { passes, callRate, grants, draws, paidOfLoans, net };
  }
}
