import type { PairRow } from '../pair-type.js';
import { ALWAYS_OPEN, type Barter } from './barter-gate.js';

/** The core's columns that scores are made of. */
export interface QuoteColumns {
  readonly count: number;
  /** Row-major, goods then money. */
  readonly holdings: Float64Array;
  /** By pair type, then row. */
  readonly asks: Float64Array;
  readonly bids: Float64Array;
  /** Changes whenever holdings or quotes of a row do. */
  readonly version: Int32Array;
}

/**
 * Partner scores from overlapping quotes, as a table of what each agent asks and bids for what it has: asks of those who have nothing to sell are infinitely
 * high, bids of those who have nothing to pay with infinitely low. The score of two agents then is the largest difference between a bid of one and an ask of the
 * other, the same numbers the rule of section 11.2 subtracts.
 *
 * @see exchange specification, section 11.2
 */
export class QuoteOverlaps {
  readonly #quotes: QuoteColumns;
  readonly #width: number;
  /** Purchases first, then barter, so that a closed gate leaves the first ones. */
  readonly #pairs: readonly PairRow[];
  readonly #closed: number;
  readonly #barter: Barter;
  readonly #isAlwaysOpen: boolean;
  /** Row-major: an ask and a bid per pair type. */
  readonly #table: Float64Array;
  /** The same in the order in which candidates are visited, so that neighbours lie side by side. */
  readonly #placed: Float64Array;
  #order: Int32Array = new Int32Array(0);
  readonly #seen: Int32Array;
  /** Over all rows, per pair type: the lowest ask and the highest bid. */
  readonly #extremes: Float64Array;

  /** @param pairs - those of the regime */
  constructor(quotes: QuoteColumns, goods: number, pairs: readonly PairRow[], barter: Barter) {
    const money = pairs.filter((pair) => pair.money);
    this.#quotes = quotes;
    this.#width = goods + 1;
    this.#pairs = [...money, ...pairs.filter((pair) => !pair.money)];
    this.#closed = money.length;
    this.#barter = barter;
    this.#isAlwaysOpen = barter === ALWAYS_OPEN;
    this.#table = new Float64Array(quotes.count * pairs.length * 2);
    this.#placed = new Float64Array(this.#table.length);
    this.#seen = new Int32Array(quotes.count).fill(-1);
    this.#extremes = new Float64Array(pairs.length * 2);
  }

  begin(): void {
    const { count, version } = this.#quotes;
    for (let row = 0; row < count; row++) if (this.#seen[row] !== version[row]) this.#refresh(row);
    this.#gatherExtremes();
  }

  score(a: number, b: number): number {
    return this.#overlap(a, b, this.#table, b);
  }

  arrange(order: Int32Array, size: number): void {
    const table = this.#table;
    const placed = this.#placed;
    const width = this.#pairs.length * 2;
    this.#order = order;
    for (let place = 0; place < size; place++) {
      const from = (order[place] as number) * width;
      const to = place * width;
      for (let at = 0; at < width; at++) placed[to + at] = table[from + at] as number;
    }
  }

  scoreAt(row: number, place: number): number {
    return this.#overlap(row, this.#order[place] as number, this.#placed, place);
  }

  /** @param others - a table that has what b asks and bids at this place */
  #overlap(a: number, b: number, others: Float64Array, place: number): number {
    const table = this.#table;
    const width = this.#pairs.length * 2;
    const end = this.#isAlwaysOpen || this.#barter.isOpen(a, b) ? width : this.#closed * 2;
    const ofA = a * width;
    const ofB = place * width;
    let most = 0;
    for (let at = 0; at < end; at += 2) {
      const aBuys = (table[ofA + at + 1] as number) - (others[ofB + at] as number);
      const bBuys = (others[ofB + at + 1] as number) - (table[ofA + at] as number);
      if (aBuys > most) most = aBuys;
      if (bBuys > most) most = bBuys;
    }
    return most;
  }

  most(row: number): number {
    const table = this.#table;
    const extremes = this.#extremes;
    const width = this.#pairs.length * 2;
    const own = row * width;
    let most = 0;
    for (let at = 0; at < width; at += 2) {
      const buys = (table[own + at + 1] as number) - (extremes[at] as number);
      const sells = (extremes[at + 1] as number) - (table[own + at] as number);
      if (buys > most) most = buys;
      if (sells > most) most = sells;
    }
    return most;
  }

  #refresh(row: number): void {
    const { count, holdings, asks, bids, version } = this.#quotes;
    const pairs = this.#pairs;
    const held = row * this.#width;
    let at = row * pairs.length * 2;
    for (let k = 0; k < pairs.length; k++) {
      const { index, x, y } = pairs[k] as PairRow;
      const quote = index * count + row;
      this.#table[at++] = (holdings[held + x] as number) >= 1 ? (asks[quote] as number) : Number.POSITIVE_INFINITY;
      this.#table[at++] = (holdings[held + y] as number) >= 1 ? (bids[quote] as number) : Number.NEGATIVE_INFINITY;
    }
    this.#seen[row] = version[row] as number;
  }

  #gatherExtremes(): void {
    const table = this.#table;
    const extremes = this.#extremes;
    const width = extremes.length;
    for (let at = 0; at < width; at += 2) {
      extremes[at] = Number.POSITIVE_INFINITY;
      extremes[at + 1] = Number.NEGATIVE_INFINITY;
    }
    for (let own = 0; own < table.length; own += width) {
      for (let at = 0; at < width; at += 2) {
        if ((table[own + at] as number) < (extremes[at] as number)) extremes[at] = table[own + at] as number;
        if ((table[own + at + 1] as number) > (extremes[at + 1] as number))
          extremes[at + 1] = table[own + at + 1] as number;
      }
    }
  }
}
