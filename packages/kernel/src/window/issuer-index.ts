import { calendarOrder } from './calendar-order.js';

/** The tickets of each issuer, by maturity, then by number: one list of all, cut into ranges. */
export class IssuerIndex {
  readonly #starts: Int32Array;
  readonly #tickets: Int32Array;

  /**
   * @param blocks - number of blocks: the numbers of a single one are in calendar order already
   */
  constructor(issuers: Int32Array, maturities: Int32Array, blocks: number) {
    let last = -1;
    for (const issuer of issuers) if (issuer > last) last = issuer;
    const starts = new Int32Array(last + 2);
    for (const issuer of issuers) (starts[issuer + 1] as number)++;
    for (let issuer = 0; issuer <= last; issuer++) (starts[issuer + 1] as number) += starts[issuer] as number;
    const next = starts.slice();
    const tickets = new Int32Array(issuers.length);
    const order = blocks > 1 ? calendarOrder(maturities) : undefined;
    for (let i = 0; i < issuers.length; i++) {
      const ticket = order === undefined ? i : (order[i] as number);
      const issuer = issuers[ticket] as number;
      tickets[next[issuer] as number] = ticket;
      (next[issuer] as number)++;
    }
    this.#starts = starts;
    this.#tickets = tickets;
  }

  /** The issuer's tickets, gone ones too. */
  of(issuer: number): Int32Array {
    if (!(issuer >= 0 && issuer + 1 < this.#starts.length)) return new Int32Array(0);
    return this.#tickets.subarray(this.#starts[issuer], this.#starts[issuer + 1]);
  }
}
