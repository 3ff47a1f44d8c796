import { KernelError } from '@bagehot/kernel';
import type { Column } from '@bagehot/kernel/quanta';
import type { Books } from './books.js';
import type { MeansOfPayment } from './rules.js';

/** How much of a payment was made by which means, in order of use. */
export class PaymentTally {
  readonly methods: MeansOfPayment[] = [];
  readonly amounts: bigint[] = [];
  total = 0n;

  add(method: MeansOfPayment, amount: bigint): void {
    this.total += amount;
    const at = this.methods.indexOf(method);
    if (at < 0) {
      this.methods.push(method);
      this.amounts.push(amount);
    } else {
      this.amounts[at] = (this.amounts[at] as bigint) + amount;
    }
  }

  /** Adds another payment. */
  addAll(other: PaymentTally): void {
    other.methods.forEach((method, k) => {
      this.add(method, other.amounts[k] as bigint);
    });
  }
}

/** Means of payment of last resort, for sharing out what a defaulted agent has. */
const ALL_MEANS: readonly MeansOfPayment[] = ['deposit', 'cash', 'reserves'];

/** Pays with deposits, cash and reserves in the payer's order (ring specification, 6.1). */
export class Payments {
  readonly #books: Books;
  readonly #deposits: boolean;

  /** @param hasBanks - is there anybody who issues deposits? */
  constructor(books: Books, hasBanks: boolean) {
    this.#books = books;
    this.#deposits = hasBanks;
  }

  /** All that the agent may settle with. For one that may overdraw, what it holds now. */
  money(agent: number): bigint {
    return this.#sum(agent, this.#books.paymentOrder(agent));
  }

  /** All money the agent holds, of every kind. */
  wealth(agent: number): bigint {
    return this.#sum(agent, ALL_MEANS);
  }

  /** The smaller of `need` and what the agent can pay. */
  available(agent: number, need: bigint): bigint {
    if (this.#books.isUnlimited(agent)) return need;
    const money = this.money(agent);
    return money < need ? money : need;
  }

  /** Pays exactly `amount`, which must be available. */
  pay(from: number, to: number, amount: bigint, label: number, tally?: PaymentTally): void {
    this.#payBy(this.#books.paymentOrder(from), from, to, amount, label, tally);
  }

  /** Pays out of whatever money there is: by the means given first, then by the usual ones, then by any. */
  payOut(
    from: number,
    to: number,
    amount: bigint,
    label: number,
    first: readonly MeansOfPayment[],
    tally: PaymentTally,
  ): void {
    const order = new Set([...first, ...this.#books.paymentOrder(from), ...ALL_MEANS]);
    this.#payBy([...order], from, to, amount, label, tally);
  }

  /**
   * Pays out of deposits only, bank by bank.
   *
   * @throws KernelError `INSUFFICIENT_BALANCE` when they do not suffice
   */
  payByDeposit(from: number, to: number, amount: bigint): void {
    this.#payBy(['deposit'], from, to, amount, this.#books.labels.action, undefined);
  }

  #sum(agent: number, order: readonly MeansOfPayment[]): bigint {
    const books = this.#books;
    let sum = 0n;
    for (const means of order) {
      if (means === 'cash') sum += positive(books.cash.get(agent));
      else if (means === 'reserves') sum += books.reserves === undefined ? 0n : positive(books.reserves.get(agent));
      else if (this.#deposits) {
        for (const asset of books.accounts.held(agent, 'deposit')) sum += books.accounts.columnAt(asset).get(agent);
      }
    }
    return sum;
  }

  #payBy(
    order: readonly MeansOfPayment[],
    from: number,
    to: number,
    amount: bigint,
    label: number,
    tally: PaymentTally | undefined,
  ): void {
    const books = this.#books;
    const unlimited = books.isUnlimited(from);
    let rest = amount;
    for (const means of order) {
      if (rest === 0n) return;
      let part = 0n;
      if (means === 'deposit') {
        if (this.#deposits) part = this.#payDeposits(from, to, rest);
      } else {
        const column = means === 'cash' ? books.cash : books.reserves;
        if (column !== undefined) {
          part = means === 'cash' && unlimited ? rest : smaller(positive(column.get(from)), rest);
          if (part > 0n) column.move(label, from, to, part);
        }
      }
      if (part === 0n) continue;
      tally?.add(means, part);
      rest -= part;
    }
    if (rest === 0n) return;
    const agent = books.name(from);
    const details = { agent, asset: order.join(', '), needed: String(amount), available: String(amount - rest) };
    throw new KernelError(
      'INSUFFICIENT_BALANCE',
      details,
      `${agent} lacks ${books.money(rest)} of ${books.money(amount)} (${details.asset})`,
    );
  }

  #payDeposits(from: number, to: number, need: bigint): bigint {
    const { accounts } = this.#books;
    let rest = need;
    // Paying changes the list that is being walked.
    for (const asset of [...accounts.held(from, 'deposit')]) {
      if (rest === 0n) break;
      const column = accounts.columnAt(asset);
      const part = smaller(column.get(from), rest);
      this.#payDeposit(column, from, to, part);
      rest -= part;
    }
    return need - rest;
  }

  /** The payee is credited at the bank of its first deposit, or at the payer's bank when it has none. */
  #payDeposit(column: Column, from: number, to: number, amount: bigint): void {
    const { accounts, labels } = this.#books;
    const first = to === column.issuer ? undefined : accounts.held(to, 'deposit')[0];
    const credited = first === undefined ? column : accounts.columnAt(first);
    if (credited.issuer === column.issuer) {
      column.move(labels.IntraBankPayment, from, to, amount);
      return;
    }
    column.move(labels.ClientPayment, from, column.issuer, amount);
    credited.move(labels.ClientPayment, credited.issuer, to, amount);
  }
}

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
