import { CellIndex } from './cell-index.js';
import { type Discount, distance } from './distance.js';
import { type GridState, NONE } from './grid-state.js';
import type { PairScores } from './pair-scores.js';

/** So many of the best partners are kept for each agent; who finds all of them taken looks again. */
const KEPT = 6;

/**
 * Finds the partners an agent would rather have: the best `score * beta^distance` among those it may have, the lowest id among equals.
 *
 * Agents are visited outwards, and only as far as the best that could be there is not worse than the worst that is kept: the result is that of sorting all.
 *
 * @see exchange specification, sections 11.1, 11.3 and 17
 */
export class PartnerSearch {
  /** The partner found last. */
  partner: number = NONE;
  /** Its score, discounted. */
  discounted = 0;
  readonly #state: GridState;
  readonly #scores: PairScores;
  readonly #discount: Discount;
  readonly #least: number;
  /** Those who may be partners at all, by where they stand. */
  readonly #index: CellIndex;
  readonly #present: Uint8Array;
  /** The best partners of each row, best first, and their discounted scores. */
  readonly #partners: Int32Array;
  readonly #discounteds: Float64Array;
  readonly #kept: Uint8Array;
  #limit = 0;
  #most = 0;
  #free: Uint8Array | null = null;
  #absent: Uint8Array | null = null;
  #isIndexed = false;

  /**
   * @param least - partners whose score is not above it do not count
   * @param bucketReach - radius the buckets are made for: with that of the whole grid everybody looks at everybody
   */
  constructor(
    state: GridState,
    scores: PairScores,
    discount: Discount,
    least: number,
    side: number,
    bucketReach: number = discount.reach,
  ) {
    const { count } = state;
    this.#state = state;
    this.#scores = scores;
    this.#discount = discount;
    this.#least = least;
    this.#index = new CellIndex(side, bucketReach, count);
    this.#present = new Uint8Array(count);
    this.#partners = new Int32Array(count * KEPT);
    this.#discounteds = new Float64Array(count * KEPT);
    this.#kept = new Uint8Array(count);
  }

  /** A tick's decisions begin: those who take no part, and those whose commitment to forage will hold, are nobody's partners. */
  begin(): void {
    const { count, committed, amount, present: attending } = this.#state;
    const present = this.#present;
    for (let row = 0; row < count; row++) {
      const cell = committed[row] as number;
      present[row] = attending[row] === 0 || (cell !== NONE && (amount[cell] as number) > 0) ? 0 : 1;
    }
    this.#free = null;
    this.#absent = null;
    this.#isIndexed = false;
  }

  /** Finds the partners of an agent whose turn it is. Gives the best, NONE when there is none. */
  find(row: number): number {
    if (!this.#isIndexed) this.#build(this.#present);
    this.#search(row);
    return this.#take(row, 0);
  }

  /**
   * Those left over pair up: from now on only they are partners.
   *
   * @param free - 1 for those, as long as they are
   * @param absent - 1 for those who were committed to forage until their own turn, and so no partner for anybody before
   */
  beginFallback(free: Uint8Array, absent: Uint8Array): void {
    this.#free = free;
    this.#absent = absent;
    this.#isIndexed = false;
  }

  /** The best partner still free for an agent that has looked for one. NONE when there is none. */
  fallBack(row: number): number {
    const free = this.#free as Uint8Array;
    const first = row * KEPT;
    const kept = this.#kept[row] as number;
    for (let k = 0; k < kept; k++) if (free[this.#partners[first + k] as number] === 1) return this.#take(row, k);
    if (kept < KEPT) return NONE;
    if (!this.#isIndexed) this.#build(free);
    this.#search(row);
    return this.#take(row, 0);
  }

  #build(present: Uint8Array): void {
    const { x, y, count } = this.#state;
    this.#index.build(x, y, count, present);
    this.#scores.arrange(this.#index.order, this.#index.size);
    this.#isIndexed = true;
  }

  #take(row: number, k: number): number {
    const isThere = k < (this.#kept[row] as number);
    this.partner = isThere ? (this.#partners[row * KEPT + k] as number) : NONE;
    this.discounted = isThere ? (this.#discounteds[row * KEPT + k] as number) : 0;
    return this.partner;
  }

  #search(row: number): void {
    this.#kept[row] = 0;
    this.#most = this.#scores.most(row);
    if (this.#most <= this.#least) return;
    this.#limit = this.#discount.reach;
    const x = this.#state.x[row] as number;
    const index = this.#index;
    const home = index.bandOf(x);
    this.#visit(row, home, 0);
    let isLeftOpen = true;
    let isRightOpen = true;
    for (let out = 1; isLeftOpen || isRightOpen; out++) {
      isLeftOpen &&= home - out >= 0 && this.#reach(row, home - out, x);
      isRightOpen &&= home + out < index.across && this.#reach(row, home + out, x);
    }
  }

  /** Visits a band unless nobody there can matter. */
  #reach(row: number, band: number, x: number): boolean {
    const steps = this.#index.stepsTo(band, x);
    if (steps > this.#limit) return false;
    this.#visit(row, band, steps);
    return true;
  }

  #visit(row: number, band: number, steps: number): void {
    const index = this.#index;
    const { order, x, y } = index;
    const { factor } = this.#discount;
    const atX = this.#state.x[row] as number;
    const atY = this.#state.y[row] as number;
    const end = index.to(band, atY, this.#limit - steps);
    for (let at = index.from(band, atY, this.#limit - steps); at < end; at++) {
      const away = distance(atX, atY, x[at] as number, y[at] as number);
      if (away > this.#limit) continue;
      const other = order[at] as number;
      if (other === row || !this.#isOpen(row, other)) continue;
      const score = this.#scores.scoreAt(row, at);
      if (score > this.#least) this.#offer(row, other, score * (factor[away] as number));
    }
  }

  /** Keeps a partner in its place among the best. */
  #offer(row: number, other: number, discounted: number): void {
    const first = row * KEPT;
    const partners = this.#partners;
    const discounteds = this.#discounteds;
    const kept = this.#kept[row] as number;
    let place = first + kept;
    while (place > first) {
      const before = discounteds[place - 1] as number;
      if (discounted < before || (discounted === before && other > (partners[place - 1] as number))) break;
      place--;
    }
    if (place === first + KEPT) return;
    const { cooldowns, tick } = this.#state;
    if (cooldowns.blocks(row, other, tick)) return;
    let last = first + kept;
    if (kept === KEPT) last--;
    else this.#kept[row] = kept + 1;
    for (; last > place; last--) {
      partners[last] = partners[last - 1] as number;
      discounteds[last] = discounteds[last - 1] as number;
    }
    partners[place] = other;
    discounteds[place] = discounted;
    if (this.#kept[row] === KEPT) this.#shorten(discounteds[first + KEPT - 1] as number);
  }

  /** Farther away nobody can be better than the worst that is kept. */
  #shorten(worst: number): void {
    const { most } = this.#discount;
    while (this.#limit > 0 && this.#most * (most[this.#limit] as number) < worst) this.#limit--;
  }

  /** May the other one be this one's partner, apart from scores and cooldowns? */
  #isOpen(row: number, other: number): boolean {
    const free = this.#free;
    if (free === null) return this.#state.committed[other] === NONE;
    return free[other] === 1 && !(other > row && (this.#absent as Uint8Array)[other] === 1);
  }
}
