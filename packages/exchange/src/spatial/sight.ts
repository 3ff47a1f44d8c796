import { CellIndex } from './cell-index.js';
import { type Discount, distance } from './distance.js';
import type { GridState } from './grid-state.js';

/**
 * Who sees whom of those who take part. Agents are sorted into buckets again when somebody has moved since, and somebody asks.
 *
 * @see exchange specification, section 11.1
 */
export class Sight {
  readonly discount: Discount;
  readonly #state: GridState;
  readonly #index: CellIndex;
  #isStale = true;

  constructor(state: GridState, discount: Discount, side: number) {
    this.#state = state;
    this.discount = discount;
    this.#index = new CellIndex(side, discount.reach, state.count);
  }

  /** Agents by where they stand now. */
  get index(): CellIndex {
    if (this.#isStale) {
      const { x, y, count, present } = this.#state;
      this.#index.build(x, y, count, present);
      this.#isStale = false;
    }
    return this.#index;
  }

  /** Somebody has moved. */
  expire(): void {
    this.#isStale = true;
  }

  /** What is left of a score so far away. */
  factor(away: number): number {
    return this.discount.factor[away] as number;
  }

  /** Calls `visit` for every other agent in sight, in no particular order. */
  each(row: number, visit: (other: number, away: number) => void): void {
    const { x, y } = this.#state;
    const { reach } = this.discount;
    const { index } = this;
    const atX = x[row] as number;
    const atY = y[row] as number;
    const last = Math.min(index.bandOf(atX + reach), index.across - 1);
    for (let band = index.bandOf(Math.max(atX - reach, 0)); band <= last; band++) {
      const steps = reach - index.stepsTo(band, atX);
      const end = index.to(band, atY, steps);
      for (let at = index.from(band, atY, steps); at < end; at++) {
        const other = index.order[at] as number;
        const away = distance(atX, atY, index.x[at] as number, index.y[at] as number);
        if (away <= reach && other !== row) visit(other, away);
      }
    }
  }
}
