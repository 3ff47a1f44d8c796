import { CellIndex } from './cell-index.js';
import { type Discount, distance } from './distance.js';
import { type GridState, NONE } from './grid-state.js';
import type { PairScores } from './pair-scores.js';

/**
 * Finds the partner an agent would rather have: the best `score * beta^distance` among those it may have, the lowest id among equals.
 *
 * Agents are visited outwards, and only as far as the best that could be there is not worse than the best found: the result is that of looking at all.
 *
 * @see exchange specification, sections 11.1 and 11.3
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
  #limit = 0;
  #most = 0;
  #free: Uint8Array | null = null;
  #absent: Uint8Array | null = null;

  /** @param least - partners whose score is not above it do not count */
  constructor(state: GridState, scores: PairScores, discount: Discount, least: number, side: number) {
    this.#state = state;
    this.#scores = scores;
    this.#discount = discount;
    this.#least = least;
    this.#index = new CellIndex(side, discount.reach, state.count);
    this.#present = new Uint8Array(state.count);
  }

  /** A tick's decisions begin: those whose commitment to forage will hold are nobody's partners. */
  begin(): void {
    const { x, y, count, committed, amount } = this.#state;
    const present = this.#present;
    for (let row = 0; row < count; row++) {
      const cell = committed[row] as number;
      present[row] = cell !== NONE && (amount[cell] as number) > 0 ? 0 : 1;
    }
    this.#index.build(x, y, count, present);
    this.#free = null;
    this.#absent = null;
  }

  /**
   * Those left over pair up: from now on only they are partners.
   *
   * @param free - 1 for those, as long as they are
   * @param absent - 1 for those who were committed to forage until their own turn, and so no partner for anybody before
   */
  beginFallback(free: Uint8Array, absent: Uint8Array): void {
    const { x, y, count } = this.#state;
    this.#index.build(x, y, count, free);
    this.#free = free;
    this.#absent = absent;
  }

  /** Finds the partner for an agent whose turn it is, or among those left over. NONE when there is none. */
  find(row: number): number {
    this.partner = NONE;
    this.discounted = 0;
    this.#most = this.#scores.most(row);
    if (this.#most <= this.#least) return NONE;
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
    return this.partner;
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
      const score = this.#scores.score(row, other);
      if (score > this.#least) this.#offer(row, other, score * (factor[away] as number));
    }
  }

  #offer(row: number, other: number, discounted: number): void {
    const { partner } = this;
    if (partner !== NONE) {
      if (discounted < this.discounted || (discounted === this.discounted && other > partner)) return;
    }
    const { cooldowns, tick } = this.#state;
    if (cooldowns.blocks(row, other, tick)) return;
    this.partner = other;
    this.discounted = discounted;
    const most = this.#discount.most;
    while (this.#limit > 0 && this.#most * (most[this.#limit] as number) < discounted) this.#limit--;
  }

  /** May the other one be this one's partner, apart from scores and cooldowns? */
  #isOpen(row: number, other: number): boolean {
    const free = this.#free;
    if (free === null) return this.#state.committed[other] === NONE;
    return free[other] === 1 && !(other > row && (this.#absent as Uint8Array)[other] === 1);
  }
}
