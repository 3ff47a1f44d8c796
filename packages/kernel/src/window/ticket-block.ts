/** A table of first tickets is kept when it has at most this many entries more than the block has tickets. */
const SPARE_DAYS = 65_536;

/** The tickets one cut made: a range of numbers in calendar order, so that a day and a bucket are ranges too. */
export class TicketBlock {
  /** First ticket. */
  readonly start: number;
  /** Behind the last ticket. */
  readonly end: number;
  /** The day it was cut on. */
  readonly cutDay: number;
  readonly #maturities: () => Int32Array;
  readonly #firstDay: number;
  /** First ticket of `firstDay`, `firstDay + 1`, ...; undefined when the days lie too far apart for a table. */
  readonly #firsts: Int32Array | undefined;

  /** @param maturities - the column of maturity days, sorted from `start` to `end`, at least one */
  constructor(start: number, end: number, cutDay: number, maturities: () => Int32Array) {
    this.start = start;
    this.end = end;
    this.cutDay = cutDay;
    this.#maturities = maturities;
    const days = maturities();
    this.#firstDay = days[start] as number;
    const span = (days[end - 1] as number) - this.#firstDay + 1;
    this.#firsts = span <= SPARE_DAYS + (end - start) ? this.#table(days, span) : undefined;
  }

  /** First ticket that matures on `day` or later; `end` when none does. */
  first(day: number): number {
    const ahead = day - this.#firstDay;
    if (!(ahead > 0)) return this.start;
    if (this.#firsts === undefined) return this.#search(day);
    return ahead < this.#firsts.length ? (this.#firsts[ahead] as number) : this.end;
  }

  #table(days: Int32Array, span: number): Int32Array {
    const firsts = new Int32Array(span);
    let day = 0;
    for (let ticket = this.start; ticket < this.end; ticket++) {
      const ahead = (days[ticket] as number) - this.#firstDay;
      while (day <= ahead) firsts[day++] = ticket;
    }
    return firsts;
  }

  #search(day: number): number {
    const days = this.#maturities();
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((days[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
