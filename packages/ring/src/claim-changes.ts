import type { AgentId, ContractId, Day, Decimal } from '@bagehot/kernel';
import type { Books } from './books.js';
import type { ClaimAdded, ClaimReduced } from './events.js';

// Loans of many lenders make these about as frequent as payments, so they hold indices and quanta too: see movements.ts.

/** What the row of a claim tells. */
interface ClaimRow {
  readonly contract: number;
  readonly holder: number;
  readonly face: bigint;
}

/** A claim on a contract that was there already. */
export class ClaimShare implements ClaimAdded {
  readonly kind = 'ClaimAdded' as const;
  readonly day: Day;
  readonly #books: Books;
  readonly #contract: number;
  readonly #holder: number;
  readonly #quanta: bigint;

  constructor(day: Day, books: Books, { contract, holder, face }: ClaimRow) {
    this.day = day;
    this.#books = books;
    this.#contract = contract;
    this.#holder = holder;
    this.#quanta = face;
  }

  get contract(): ContractId {
    return this.#books.id(this.#contract);
  }

  get debtor(): AgentId {
    return this.#books.name(this.#books.register.debtorOf(this.#contract));
  }

  get holder(): AgentId {
    return this.#books.name(this.#holder);
  }

  get face(): Decimal {
    return this.#books.money(this.#quanta);
  }

  plain(): ClaimAdded {
    const { kind, day, contract, debtor, holder, face } = this;
    return { kind, day, contract, debtor, holder, face };
  }

  toJSON(): ClaimAdded {
    return this.plain();
  }
}

/** A claim that became less, or nothing. */
export class ClaimCut implements ClaimReduced {
  readonly kind = 'ClaimReduced' as const;
  readonly day: Day;
  readonly #books: Books;
  readonly #contract: number;
  readonly #holder: number;
  readonly #quanta: bigint;
  readonly #label: number;

  constructor(day: Day, books: Books, label: number, { contract, holder, face }: ClaimRow) {
    this.day = day;
    this.#books = books;
    this.#contract = contract;
    this.#holder = holder;
    this.#quanta = face;
    this.#label = label;
  }

  get contract(): ContractId {
    return this.#books.id(this.#contract);
  }

  get holder(): AgentId {
    return this.#books.name(this.#holder);
  }

  get face(): Decimal {
    return this.#books.money(this.#quanta);
  }

  get cause(): string {
    return this.#books.accounts.labelText(this.#label);
  }

  plain(): ClaimReduced {
    const { kind, day, contract, holder, face, cause } = this;
    return { kind, day, contract, holder, face, cause };
  }

  toJSON(): ClaimReduced {
    return this.plain();
  }
}
