import type { AgentId, ContractId, Day, Decimal } from '@bagehot/kernel';
import { type Column, lazyDecimal } from '@bagehot/kernel/quanta';
import type { Books } from './books.js';
import type { ClaimTransferred, HolderAmount, MoneyTransferred, PayableCreated, PayableSettled } from './events.js';
import type { PayableOrigin } from './world.js';

/*
 * The frequent events hold indices and quanta; names and decimals are made when somebody reads them. `plain()` gives the same event as an ordinary
 * object, for records and for JSON.
 */

/** Central bank money passed on. */
export class MoneyMove implements MoneyTransferred {
  readonly kind: 'CashTransferred' | 'ReservesTransferred';
  readonly day: Day;
  readonly #column: Column;
  readonly #books: Books;
  readonly #from: number;
  readonly #to: number;
  readonly #quanta: bigint;
  readonly #label: number;

  constructor(
    kind: 'CashTransferred' | 'ReservesTransferred',
    day: Day,
    books: Books,
    column: Column,
    move: { readonly from: number; readonly to: number; readonly amount: bigint; readonly label: number },
  ) {
    this.kind = kind;
    this.day = day;
    this.#books = books;
    this.#column = column;
    this.#from = move.from;
    this.#to = move.to;
    this.#quanta = move.amount;
    this.#label = move.label;
  }

  get from(): AgentId {
    return this.#books.name(this.#from);
  }

  get to(): AgentId {
    return this.#books.name(this.#to);
  }

  get amount(): Decimal {
    return lazyDecimal(this.#quanta, this.#column.grid.decimals);
  }

  get cause(): string {
    return this.#books.accounts.labelText(this.#label);
  }

  plain(): MoneyTransferred {
    const { kind, day, from, to, amount, cause } = this;
    return { kind, day, from, to, amount, cause };
  }

  toJSON(): MoneyTransferred {
    return this.plain();
  }
}

/** A contract that came into being. */
export class PayableIssue implements PayableCreated {
  readonly kind = 'PayableCreated' as const;
  readonly day: Day;
  readonly alias: string | undefined;
  readonly dueDay: Day;
  readonly maturityDistance: number | undefined;
  readonly origin: PayableOrigin;
  readonly #books: Books;
  readonly #contract: number;
  readonly #debtor: number;
  readonly #creditor: number;
  readonly #quanta: bigint;

  constructor(
    day: Day,
    books: Books,
    issue: {
      readonly contract: number;
      readonly debtor: number;
      readonly creditor: number;
      readonly amount: bigint;
      readonly dueDay: number;
    },
    origin: PayableOrigin,
  ) {
    this.day = day;
    this.alias = books.aliasOf(issue.contract);
    this.dueDay = issue.dueDay;
    this.maturityDistance = books.distanceOf(issue.contract);
    this.origin = origin;
    this.#books = books;
    this.#contract = issue.contract;
    this.#debtor = issue.debtor;
    this.#creditor = issue.creditor;
    this.#quanta = issue.amount;
  }

  get contract(): ContractId {
    return this.#books.id(this.#contract);
  }

  get debtor(): AgentId {
    return this.#books.name(this.#debtor);
  }

  get creditor(): AgentId {
    return this.#books.name(this.#creditor);
  }

  get amount(): Decimal {
    return this.#books.money(this.#quanta);
  }

  plain(): PayableCreated {
    const { kind, day, contract, alias, debtor, creditor, amount, dueDay, maturityDistance, origin } = this;
    return {
      kind,
      day,
      contract,
      ...(alias === undefined ? {} : { alias }),
      debtor,
      creditor,
      amount,
      dueDay,
      ...(maturityDistance === undefined ? {} : { maturityDistance }),
      origin,
    };
  }

  toJSON(): PayableCreated {
    return this.plain();
  }
}

/** A claim passed on. */
export class ClaimMove implements ClaimTransferred {
  readonly kind = 'ClaimTransferred' as const;
  readonly day: Day;
  readonly #books: Books;
  readonly #contract: number;
  readonly #from: number;
  readonly #to: number;
  readonly #quanta: bigint;
  readonly #label: number;

  constructor(
    day: Day,
    books: Books,
    move: {
      readonly contract: number;
      readonly from: number;
      readonly to: number;
      readonly face: bigint;
      readonly label: number;
    },
  ) {
    this.day = day;
    this.#books = books;
    this.#contract = move.contract;
    this.#from = move.from;
    this.#to = move.to;
    this.#quanta = move.face;
    this.#label = move.label;
  }

  get contract(): ContractId {
    return this.#books.id(this.#contract);
  }

  get from(): AgentId {
    return this.#books.name(this.#from);
  }

  get to(): AgentId {
    return this.#books.name(this.#to);
  }

  get face(): Decimal {
    return this.#books.money(this.#quanta);
  }

  get cause(): string {
    return this.#books.accounts.labelText(this.#label);
  }

  plain(): ClaimTransferred {
    const { kind, day, contract, from, to, face, cause } = this;
    return { kind, day, contract, from, to, face, cause };
  }

  toJSON(): ClaimTransferred {
    return this.plain();
  }
}

/** A contract paid in full. */
export class Settled implements PayableSettled {
  readonly kind = 'PayableSettled' as const;
  readonly day: Day;
  readonly alias: string | undefined;
  readonly #books: Books;
  readonly #contract: number;
  readonly #debtor: number;
  readonly #holders: readonly number[];
  readonly #amounts: readonly bigint[];

  /** @param holders - in order of first acquisition, with what each received */
  constructor(
    day: Day,
    books: Books,
    contract: number,
    debtor: number,
    holders: readonly number[],
    amounts: readonly bigint[],
  ) {
    this.day = day;
    this.alias = books.aliasOf(contract);
    this.#books = books;
    this.#contract = contract;
    this.#debtor = debtor;
    this.#holders = holders;
    this.#amounts = amounts;
  }

  get contract(): ContractId {
    return this.#books.id(this.#contract);
  }

  get debtor(): AgentId {
    return this.#books.name(this.#debtor);
  }

  get creditor(): AgentId {
    return this.#books.name(this.#holders[0] as number);
  }

  get amount(): Decimal {
    return this.#books.money(this.#amounts.reduce((total, amount) => total + amount, 0n));
  }

  get holders(): readonly HolderAmount[] | undefined {
    return holderAmounts(this.#books, this.#holders, this.#amounts);
  }

  plain(): PayableSettled {
    const { kind, day, contract, alias, debtor, creditor, amount, holders } = this;
    return {
      kind,
      day,
      contract,
      ...(alias === undefined ? {} : { alias }),
      debtor,
      creditor,
      amount,
      ...(holders === undefined ? {} : { holders }),
    };
  }

  toJSON(): PayableSettled {
    return this.plain();
  }
}

/** Who received what; undefined when there is only one holder. */
export function holderAmounts(
  books: Books,
  holders: readonly number[],
  amounts: readonly bigint[],
): readonly HolderAmount[] | undefined {
  if (holders.length < 2) return undefined;
  return holders.map((holder, k) => ({ holder: books.name(holder), amount: books.money(amounts[k] as bigint) }));
}
