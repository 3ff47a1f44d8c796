import { calendarOrder } from './calendar-order.js';

/** The tickets of each issuer, gone ones too, by maturity, then by number: one list of all, cut into ranges. */
export class IssuerIndex {
  /** Every ticket, issuer after issuer. Those of an issuer stand from `first(issuer)` up to, not including, `end(issuer)`. */
  readonly tickets: Int32Array;
  readonly #starts: Int32Array;

  /**
   * @param blocks - number of blocks: the numbers of a single one are in calendar order already
   */
  constructor(issuers: Int32Array, maturities: Int32Array, blocks: number) {
    let last = -1;
    for (let i = 0; i < issuers.length; i++) last = Math.max(last, issuers[i] as number);
    const starts = new Int32Array(last + 2);
    for (let i = 0; i < issuers.length; i++) (starts[issuers[i] as number] as number)++;
    for (let issuer = 0; issuer <= last; issuer++) (starts[issuer + 1] as number) += starts[issuer] as number;
    // Now each issuer's end; filling from behind turns ends into starts.
    const tickets = new Int32Array(issuers.length);
    const order = blocks > 1 ? calendarOrder(maturities) : undefined;
    for (let i = issuers.length - 1; i >= 0; i--) {
      const ticket = order === undefined ? i : (order[i] as number);
      const issuer = issuers[ticket] as number;
      const at = (starts[issuer] as number) - 1;
      starts[issuer] = at;
      tickets[at] = ticket;
    }
    this.#starts = starts;
    this.tickets = tickets;
  }

  /** Where the issuer's tickets begin. */
  first(issuer: number): number {
    return issuer < this.#starts.length ? (this.#starts[issuer] as number) : this.tickets.length;
  }

  /** Where the issuer's tickets end. */
  end(issuer: number): number {
    return this.first(issuer + 1);
  }
}
