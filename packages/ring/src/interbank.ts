import type { Books } from './books.js';

interface PairFlow {
  /** The bank whose name comes first, by code units. */
  readonly first: number;
  readonly second: number;
  /** Net flow of deposits from customers of `first` to customers of `second`. */
  net: bigint;
}

/** Nets the day's payments between banks and settles the difference in reserves (ring specification, 8.1). */
export class Interbank {
  readonly #books: Books;
  #pairs: PairFlow[] = [];

  constructor(books: Books) {
    this.#books = books;
  }

  /** Notes a payment from a customer of one bank to a customer of another. */
  record(payerBank: number, payeeBank: number, amount: bigint): void {
    const books = this.#books;
    const inOrder = books.name(payerBank) < books.name(payeeBank);
    const first = inOrder ? payerBank : payeeBank;
    const second = inOrder ? payeeBank : payerBank;
    let pair = this.#pairs.find((known) => known.first === first && known.second === second);
    if (pair === undefined) {
      pair = { first, second, net: 0n };
      this.#pairs.push(pair);
    }
    pair.net += inOrder ? amount : -amount;
  }

  /** Settles every pair in order of its first payment, and starts afresh. */
  clear(): void {
    const pairs = this.#pairs;
    this.#pairs = [];
    for (const { first, second, net } of pairs) {
      if (net > 0n) this.#settle(first, second, net);
      else if (net < 0n) this.#settle(second, first, -net);
    }
  }

  /** Flows not cleared yet: there are some only before day 0 is over. */
  snapshot(): readonly (readonly [string, string, string])[] {
    const books = this.#books;
    return this.#pairs.map(({ first, second, net }) => [books.name(first), books.name(second), String(net)]);
  }

  restore(flows: readonly (readonly [string, string, string])[]): void {
    const { accounts } = this.#books;
    this.#pairs = flows.map(([first, second, net]) => ({
      first: accounts.indexOf(first),
      second: accounts.indexOf(second),
      net: BigInt(net),
    }));
  }

  #settle(debtor: number, creditor: number, amount: bigint): void {
    const books = this.#books;
    const { day, labels, register, reserves } = books;
    const debtorBank = books.name(debtor);
    const creditorBank = books.name(creditor);
    const money = books.money(amount);
    if (books.hasDefaulted(debtor) || books.hasDefaulted(creditor)) {
      const contract = `ON:${debtorBank}:${creditorBank}:${day}`;
      books.emit({
        kind: 'ObligationWrittenOff',
        day,
        contract,
        contractKind: 'overnight',
        debtor: debtorBank,
        creditor: creditorBank,
        amount: money,
      });
      return;
    }
    books.impact = true;
    if (reserves !== undefined && (reserves.get(debtor) >= amount || debtor === reserves.issuer)) {
      reserves.move(labels.clearing, debtor, creditor, amount);
      books.emit({ kind: 'InterbankCleared', day, debtorBank, creditorBank, amount: money });
      return;
    }
    const dueDay = day + 1;
    const contract = register.issue('payable', debtor, creditor, amount, dueDay, labels.InterbankOvernightCreated);
    books.emit({
      kind: 'InterbankOvernightCreated',
      day,
      contract: books.id(contract),
      debtorBank,
      creditorBank,
      amount: money,
      dueDay,
    });
  }
}
