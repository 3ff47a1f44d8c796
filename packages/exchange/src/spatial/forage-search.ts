import { CellIndex } from './cell-index.js';
import { type Discount, distance } from './distance.js';
import type { ForageGains } from './forage-gains.js';
import { type GridState, NONE } from './grid-state.js';
import type { ResourceMap } from './resources.js';

/**
 * Finds the cell an agent would rather forage in: the best `gain * beta^distance` among those with a gain, the first in order of x, then y, among equals; where
 * no cell gives a gain, the nearest that costs nothing.
 *
 * Cells are visited outwards, and only as far as the best that could be there is not worse than the best found: the result is that of looking at all.
 *
 * @see exchange specification, section 11.3
 */
export class ForageSearch {
  /** The cell chosen last. */
  cell: number = NONE;
  /** Its score; 0 for a cell without a gain. */
  score = 0;
  readonly #state: GridState;
  readonly #map: ResourceMap;
  readonly #gains: ForageGains;
  readonly #discount: Discount;
  readonly #index: CellIndex;
  #isStale = true;
  #limit = 0;
  #zero: number = NONE;
  #zeroDistance = 0;

  constructor(state: GridState, map: ResourceMap, gains: ForageGains, discount: Discount, side: number) {
    this.#state = state;
    this.#map = map;
    this.#gains = gains;
    this.#discount = discount;
    this.#index = new CellIndex(side, discount.reach, map.count);
  }

  /** A cell has been emptied, or grows again. */
  expire(): void {
    this.#isStale = true;
  }

  /** Chooses for an agent; NONE when there is nothing for it. */
  choose(row: number): number {
    if (this.#isStale) this.#rebuild();
    this.cell = NONE;
    this.score = 0;
    this.#zero = NONE;
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
    if (this.cell === NONE) this.cell = this.#zero;
    return this.cell;
  }

  /** Visits a band unless nothing there can matter. */
  #reach(row: number, band: number, x: number): boolean {
    const steps = this.#index.stepsTo(band, x);
    if (steps > this.#limit) return false;
    this.#visit(row, band, steps);
    return true;
  }

  #visit(row: number, band: number, steps: number): void {
    const { x, y, claimedBy, amount } = this.#state;
    const { good } = this.#map;
    const { order, x: cellX, y: cellY } = this.#index;
    const atX = x[row] as number;
    const atY = y[row] as number;
    const end = this.#index.to(band, atY, this.#limit - steps);
    for (let at = this.#index.from(band, atY, this.#limit - steps); at < end; at++) {
      const cell = order[at] as number;
      const away = distance(atX, atY, cellX[at] as number, cellY[at] as number);
      if (away > this.#limit) continue;
      const owner = claimedBy[cell] as number;
      if (owner !== NONE && owner !== row) continue;
      const kind = good[cell] as number;
      const gain = this.#gains.of(row, kind, amount[cell] as number);
      if (gain > 0) this.#offer(row, cell, gain * (this.#discount.factor[away] as number));
      else if (gain === 0) this.#offerZero(cell, away);
    }
  }

  #offer(row: number, cell: number, score: number): void {
    if (this.cell !== NONE && !(score > this.score || (score === this.score && cell < this.cell))) return;
    this.cell = cell;
    this.score = score;
    const most = this.#gains.most(row);
    while (this.#limit > 0 && most * (this.#discount.most[this.#limit] as number) < score) this.#limit--;
  }

  /** Nearer first, then in declared order of the goods, then by x and y. */
  #offerZero(cell: number, away: number): void {
    const { good } = this.#map;
    const zero = this.#zero;
    if (zero !== NONE) {
      const before = away - this.#zeroDistance || (good[cell] as number) - (good[zero] as number) || cell - zero;
      if (before >= 0) return;
    }
    this.#zero = cell;
    this.#zeroDistance = away;
  }

  #rebuild(): void {
    this.#index.build(this.#map.x, this.#map.y, this.#map.count, this.#state.amount);
    this.#isStale = false;
  }
}
