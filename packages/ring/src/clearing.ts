import { allocateQuanta } from '@bagehot/kernel/quanta';
import { clearingVector } from './clearing-vector.js';
import type { ClaimShares } from './contract-payment.js';
import type { DayDues, DebtorDues, DueContract } from './day-dues.js';
import { PaymentTally } from './payment.js';
import { haltByCollapse, haltByDefault, type SettlementParts, undoneByDefault } from './settlement-parts.js';
import type { Halt } from './world.js';

/** A contract, its claims and what the clearing vector pays on each. */
interface ClearedContract extends ClaimShares {
  readonly due: DueContract;
}

/** One debtor's part in the clearing. */
interface ClearedDebtor {
  readonly group: DebtorDues;
  readonly due: bigint;
  readonly paid: bigint;
}

/** All payments of a day at once, by the greatest clearing vector (ring specification, 6.4). */
export class ClearingSettlement {
  readonly #parts: SettlementParts;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
  }

  /** @returns why the run ends here, or undefined when it goes on */
  settle(dues: DayDues): Halt | undefined {
    const { books, beforeShortfall } = this.#parts;
    const asked = new Set<number>();
    return undoneByDefault(books.accounts, () => {
      for (;;) {
        const { debtors, contracts } = this.#clear(dues);
        const short = debtors.filter(({ due, paid }) => paid < due);
        const fresh = short.filter(({ group }) => !asked.has(group.debtor));
        if (beforeShortfall === undefined || fresh.length === 0) return this.#execute(contracts, short);
        // What is done about one shortfall may mend or make another, so the vector is computed again.
        for (const { group } of fresh) {
          asked.add(group.debtor);
          beforeShortfall(books.name(group.debtor), books.day);
        }
      }
    });
  }

  #clear({ groups }: DayDues): { readonly debtors: ClearedDebtor[]; readonly contracts: ClearedContract[] } {
    const { books, payments } = this.#parts;
    const { register } = books;
    const open = groups
      .map((group) => ({ group, dues: group.dues.filter(({ contractIndex }) => register.isOpen(contractIndex)) }))
      .filter(({ dues }) => dues.length > 0);
    const number = new Map(open.map(({ group }, i) => [group.debtor, i] as const));
    const claimsOf = open.map(({ dues }) => dues.map(({ contractIndex }) => books.claimsOf(contractIndex)));
    const facesOf = claimsOf.map((claims) => claims.flatMap(({ faces }) => faces));
    const due = facesOf.map((faces) => faces.reduce((total, face) => total + face, 0n));
    const { paid } = clearingVector({
      money: open.map(({ group }, i) =>
        books.isUnlimited(group.debtor) ? (due[i] as bigint) : payments.money(group.debtor),
      ),
      due,
      claims: claimsOf.flatMap((claims, debtor) =>
        claims.flatMap(({ holders, faces }) =>
          holders.map((holder, k) => ({ debtor, holder: number.get(holder) ?? -1, face: faces[k] as bigint })),
        ),
      ),
    });
    const contracts = open.flatMap(({ dues }, i) => {
      const shares = allocateQuanta(paid[i] as bigint, facesOf[i] as bigint[]);
      let next = 0;
      return dues.map((item, k) => {
        const { holders, faces } = (claimsOf[i] as ClaimShares[])[k] as ClaimShares;
        const own = shares.slice(next, next + faces.length);
        next += faces.length;
        return { due: item, holders, faces, shares: own };
      });
    });
    const debtors = open.map(({ group, dues }, i) => ({
      group: { debtor: group.debtor, dues },
      due: due[i] as bigint,
      paid: paid[i] as bigint,
    }));
    contracts.sort((a, b) => a.due.contractIndex - b.due.contractIndex);
    return { debtors, contracts };
  }

  #execute(contracts: readonly ClearedContract[], short: readonly ClearedDebtor[]): Halt | undefined {
    const { books, contracts: paying, defaults } = this.#parts;
    const first = short[0];
    if (first !== undefined && books.rules.defaultHandling === 'fail-fast') {
      const { group, due, paid } = first;
      return haltByDefault(books, (group.dues[0] as DueContract).contractIndex, group.debtor, due - paid);
    }
    this.#moveNet(contracts);
    for (const cleared of this.#inOrder(contracts)) {
      const { due, holders, faces, shares } = cleared;
      holders.forEach((holder, k) => {
        if (shares[k] !== 0n) paying.received(due, holder, shares[k] as bigint);
      });
      if (shares.every((share, k) => share === faces[k])) {
        paying.close(due, cleared);
        continue;
      }
      const tally = new PaymentTally();
      const total = shares.reduce((sum, share) => sum + share, 0n);
      if (total > 0n) tally.add(this.#usesReserves(due.debtorIndex) ? 'reserves' : 'cash', total);
      paying.fail(due, cleared, tally);
    }
    for (const { group, due, paid } of short) {
      const failed = group.dues.map(({ contractIndex }) => contractIndex);
      defaults.expel({ agent: group.debtor, trigger: failed[0] as number, failed, due, paid });
      if (defaults.isCollapsed) return haltByCollapse(books, failed[0] as number);
    }
    return undefined;
  }

  /** What issuers of money are owed comes first: what others do with a payment as soon as they have it, as custody does, must not touch debts that are settled with it. */
  #inOrder(contracts: readonly ClearedContract[]): readonly ClearedContract[] {
    const { books } = this.#parts;
    const isFirst = ({ holders }: ClearedContract): boolean => holders.every((holder) => books.isUnlimited(holder));
    return [...contracts.filter(isFirst), ...contracts.filter((contract) => !isFirst(contract))];
  }

  /**
   * Moves what remains after everybody's payments and receipts are set against each other, so that nobody needs the money first. Those who pay in
   * reserves pay one another before anybody else.
   */
  #moveNet(contracts: readonly ClearedContract[]): void {
    const net = new Map<number, bigint>();
    for (const { due, holders, shares } of contracts) {
      holders.forEach((holder, k) => {
        const share = shares[k] as bigint;
        net.set(due.debtorIndex, (net.get(due.debtorIndex) ?? 0n) - share);
        net.set(holder, (net.get(holder) ?? 0n) + share);
      });
    }
    const agents = [...net.keys()].sort((a, b) => a - b);
    const payers = agents.filter((agent) => (net.get(agent) as bigint) < 0n);
    const payees = agents.filter((agent) => (net.get(agent) as bigint) > 0n);
    for (const reserves of [true, false]) {
      const inCircle = (agent: number): boolean => this.#usesReserves(agent) === reserves;
      this.#match(payers.filter(inCircle), payees.filter(inCircle), net);
    }
    this.#match(payers, payees, net);
  }

  /** Payers pay payees, both in agent order. */
  #match(payers: readonly number[], payees: readonly number[], net: Map<number, bigint>): void {
    const { books, payments } = this.#parts;
    let next = 0;
    for (const payer of payers) {
      let owed = -(net.get(payer) as bigint);
      while (owed > 0n && next < payees.length) {
        const payee = payees[next] as number;
        const open = net.get(payee) as bigint;
        const amount = owed < open ? owed : open;
        if (amount > 0n) payments.pay(payer, payee, amount, books.labels.clearing);
        owed -= amount;
        net.set(payee, open - amount);
        if (amount === open) next++;
      }
      net.set(payer, -owed);
    }
  }

  #usesReserves(agent: number): boolean {
    return this.#parts.books.paymentOrder(agent)[0] === 'reserves';
  }
}
