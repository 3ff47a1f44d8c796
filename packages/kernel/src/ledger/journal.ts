/** What a row of the journal is about. The last bits of a row's code; the rest says whose row it is. */
export const OP = {
  transfer: 0,
  agent: 1,
  asset: 2,
  issue: 3,
  claim: 4,
  extinguish: 5,
  reduce: 6,
  remove: 7,
  ticket: 8,
  share: 9,
} as const;

/** Integers per row. */
const WORDS = 7;
const OP_BITS = 4;
const OP_MASK = (1 << OP_BITS) - 1;
const MAX_NARROW = 2n ** 63n - 1n;
/** Stands in the amount column for a value kept aside because it needs more than 64 bits. */
const ASIDE = -1n;

/**
 * One change, as the integer face reports it. Agents, assets, contracts, tickets and labels are indices; amounts are quanta.
 *
 * - `transfer`: so much of an asset from one agent to another. `reference` is a label, or -1.
 * - `agent`, `asset`: an agent (or a block of `count` agents) was opened, an asset declared.
 * - `issue`: a contract came into being with one claim, the creditor's.
 * - `share`: a further holder got a claim on a contract as it was issued, which is by so much larger: follows the `issue` (or another `share`).
 * - `claim`: a face of a contract passed on; `ticket` is the ticket that carried it, or -1.
 * - `extinguish`: follows the `claim` that brought a claim to its own debtor: that face is gone.
 * - `reduce`: one per claim that shrank. `remove`: the contract is gone; its claims are `register.lastClaims(contract)`.
 * - `ticket`: a ticket changed its owner (-1 = it is gone) without a claim moving by this very row: in a market without a register behind it, or because it
 *   follows a claim that other rows describe.
 */
export type JournalRow =
  | {
      readonly op: 'transfer';
      readonly day: number;
      readonly label: number;
      readonly asset: number;
      readonly from: number;
      readonly to: number;
      readonly amount: bigint;
      readonly reference: number;
    }
  | { readonly op: 'agent'; readonly day: number; readonly agent: number; readonly count: number }
  | { readonly op: 'asset'; readonly day: number; readonly asset: number }
  | {
      readonly op: 'issue';
      readonly day: number;
      readonly label: number;
      readonly contract: number;
      readonly debtor: number;
      readonly creditor: number;
      readonly amount: bigint;
      readonly dueDay: number;
    }
  | {
      readonly op: 'share' | 'reduce';
      readonly day: number;
      readonly label: number;
      readonly contract: number;
      readonly holder: number;
      readonly face: bigint;
    }
  | {
      readonly op: 'claim';
      readonly day: number;
      readonly label: number;
      readonly contract: number;
      readonly from: number;
      readonly to: number;
      readonly face: bigint;
      readonly ticket: number;
    }
  | {
      readonly op: 'extinguish';
      readonly day: number;
      readonly label: number;
      readonly contract: number;
      readonly debtor: number;
      readonly face: bigint;
    }
  | { readonly op: 'remove'; readonly day: number; readonly label: number; readonly contract: number }
  | {
      readonly op: 'ticket';
      readonly day: number;
      readonly label: number;
      readonly ticket: number;
      readonly from: number;
      readonly to: number;
    };

/**
 * The record of every change, in order, as a block of typed columns. It is the undo list of the running transaction and, at level `full`, the run's record.
 * Rows become objects when they are read.
 */
export class Journal {
  /** Number of rows. */
  length = 0;
  /** Code, day, label, subject, from, to and reference of each row, side by side. */
  #words: Int32Array;
  #amounts: BigInt64Array;
  readonly #aside: Map<number, bigint> = new Map();

  /** @param rows - room to begin with; it grows as needed */
  constructor(rows = 2) {
    this.#words = new Int32Array(rows * WORDS);
    this.#amounts = new BigInt64Array(rows);
  }

  /** Appends a row. `code` is the operation and its party, see `rowCode`. */
  append(
    code: number,
    day: number,
    label: number,
    subject: number,
    from: number,
    to: number,
    amount: bigint,
    reference: number,
  ): void {
    const row = this.length;
    if (row === this.#amounts.length) this.#reserve(2 * row);
    const words = this.#words;
    const at = row * WORDS;
    words[at] = code;
    words[at + 1] = day;
    words[at + 2] = label;
    words[at + 3] = subject;
    words[at + 4] = from;
    words[at + 5] = to;
    words[at + 6] = reference;
    if (amount > MAX_NARROW) {
      this.#amounts[row] = ASIDE;
      this.#aside.set(row, amount);
    } else {
      this.#amounts[row] = amount;
    }
    this.length = row + 1;
  }

  /** Forgets the rows from `length` on. */
  truncate(length: number): void {
    if (this.#aside.size > 0) {
      for (let row = this.length - 1; row >= length; row--) if (this.#amounts[row] === ASIDE) this.#aside.delete(row);
    }
    this.length = length;
  }

  /** Which operation (`OP`) a row is. */
  opAt(row: number): number {
    return (this.#words[row * WORDS] as number) & OP_MASK;
  }

  /** Whose row it is: the number a party got when it joined the ledger's transactions. */
  partyAt(row: number): number {
    return (this.#words[row * WORDS] as number) >> OP_BITS;
  }

  /** The day the change is booked on. */
  dayAt(row: number): number {
    return this.#words[row * WORDS + 1] as number;
  }

  /** The reason of the change, a label. */
  labelAt(row: number): number {
    return this.#words[row * WORDS + 2] as number;
  }

  /** What changed: the asset, the contract, the ticket or the (first) agent. */
  subjectAt(row: number): number {
    return this.#words[row * WORDS + 3] as number;
  }

  /** Who gave: the payer, the debtor of an issued contract, the holder whose claim arose or shrank. */
  fromAt(row: number): number {
    return this.#words[row * WORDS + 4] as number;
  }

  /** Who received: the payee, the creditor. */
  toAt(row: number): number {
    return this.#words[row * WORDS + 5] as number;
  }

  /** Reference label of a transfer, due day of an issue, ticket of a claim, number of opened agents. */
  referenceAt(row: number): number {
    return this.#words[row * WORDS + 6] as number;
  }

  /** How much, in quanta. */
  amountAt(row: number): bigint {
    const amount = this.#amounts[row] as bigint;
    return amount === ASIDE ? (this.#aside.get(row) as bigint) : amount;
  }

  /** One row as an object. */
  row(index: number): JournalRow {
    const day = this.dayAt(index);
    const label = this.labelAt(index);
    const subject = this.subjectAt(index);
    const from = this.fromAt(index);
    const to = this.toAt(index);
    const reference = this.referenceAt(index);
    switch (this.opAt(index)) {
      case OP.transfer:
        return { op: 'transfer', day, label, asset: subject, from, to, amount: this.amountAt(index), reference };
      case OP.agent:
        return { op: 'agent', day, agent: subject, count: reference };
      case OP.asset:
        return { op: 'asset', day, asset: subject };
      case OP.issue: {
        const amount = this.amountAt(index);
        return { op: 'issue', day, label, contract: subject, debtor: from, creditor: to, amount, dueDay: reference };
      }
      case OP.share:
        return { op: 'share', day, label, contract: subject, holder: from, face: this.amountAt(index) };
      case OP.claim: {
        const face = this.amountAt(index);
        return { op: 'claim', day, label, contract: subject, from, to, face, ticket: reference };
      }
      case OP.extinguish:
        return { op: 'extinguish', day, label, contract: subject, debtor: from, face: this.amountAt(index) };
      case OP.reduce:
        return { op: 'reduce', day, label, contract: subject, holder: from, face: this.amountAt(index) };
      case OP.remove:
        return { op: 'remove', day, label, contract: subject };
      default:
        return { op: 'ticket', day, label, ticket: subject, from, to };
    }
  }

  /** Every row, in order. */
  *[Symbol.iterator](): Generator<JournalRow, void, undefined> {
    for (let index = 0; index < this.length; index++) yield this.row(index);
  }

  #reserve(rows: number): void {
    const words = new Int32Array(rows * WORDS);
    words.set(this.#words);
    this.#words = words;
    const amounts = new BigInt64Array(rows);
    amounts.set(this.#amounts);
    this.#amounts = amounts;
  }
}

/** The code of a row: what happened, and to which party's state. */
export function rowCode(op: (typeof OP)[keyof typeof OP], party: number): number {
  return (party << OP_BITS) | op;
}
