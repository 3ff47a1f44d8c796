/** Rows with one and the same quote, ascending. */
export class QuoteGroup {
  readonly quote: number;
  readonly #rows: readonly number[];
  /** Rows before this are done. */
  #start = 0;

  constructor(quote: number, rows: readonly number[]) {
    this.quote = quote;
    this.#rows = rows;
  }

  /** Is everybody done? */
  isDone(done: (row: number) => boolean): boolean {
    const rows = this.#rows;
    while (this.#start < rows.length && done(rows[this.#start] as number)) this.#start++;
    return this.#start >= rows.length;
  }

  /** Rows after one that are not done when their turn comes. */
  *from(after: number, done: (row: number) => boolean): Generator<number, void, undefined> {
    const rows = this.#rows;
    if (this.isDone(done)) return;
    let low = this.#start;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle] as number) > after) high = middle;
      else low = middle + 1;
    }
    for (let at = low; at < rows.length; at++) if (!done(rows[at] as number)) yield rows[at] as number;
  }
}

/**
 * The rows that take part, in groups of equal quotes, by ascending quote.
 *
 * @param quotes - by row
 */
export function groupsByQuote(quotes: ArrayLike<number>, takesPart: (row: number) => boolean): QuoteGroup[] {
  const byQuote = new Map<number, number[]>();
  for (let row = 0; row < quotes.length; row++) {
    if (!takesPart(row)) continue;
    const quote = quotes[row] as number;
    const rows = byQuote.get(quote);
    if (rows === undefined) byQuote.set(quote, [row]);
    else rows.push(row);
  }
  return [...byQuote].sort(([a], [b]) => a - b).map(([quote, rows]) => new QuoteGroup(quote, rows));
}
