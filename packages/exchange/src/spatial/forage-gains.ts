import type { ResourceMap } from './resources.js';

/** What a harvest is worth to somebody; holdings and versions of the core's columns. */
export interface Tasters {
  readonly count: number;
  /** Changes whenever the holdings of a row do. */
  readonly version: Int32Array;
  /** Utility of the goods a row holds. */
  goodsUtility(row: number): number;
  /** Utility of the goods a row holds with `amount` more of one. */
  utilityWith(row: number, good: number, amount: number): number;
}

/** Gains kept per row at most. */
const MOST_KEPT = 32;
const NEVER = -1;

/**
 * Gains of utility from harvests, kept for each agent as long as its holdings stay what they are. A harvest depends on the place by its good and amount only.
 *
 * @see exchange specification, section 11.3
 */
export class ForageGains {
  readonly #tasters: Tasters;
  readonly #rate: number;
  /** Harvests of 1 to so many units are kept; 0 when there are too many kinds. */
  readonly #levels: number;
  readonly #goods: readonly number[];
  readonly #width: number;
  readonly #gains: Float64Array;
  readonly #most: Float64Array;
  readonly #seen: Int32Array;

  /** @param rate - the most units of a harvest */
  constructor(tasters: Tasters, goods: number, rate: number, { good, original }: ResourceMap) {
    const levels = original.reduce((most, amount) => Math.max(most, Math.min(amount, rate)), 0);
    const isKept = levels * goods <= MOST_KEPT;
    this.#tasters = tasters;
    this.#rate = rate;
    this.#levels = isKept ? levels : 0;
    this.#goods = [...new Set(good)];
    this.#width = isKept ? levels * goods : 0;
    this.#gains = new Float64Array(tasters.count * this.#width);
    this.#most = new Float64Array(tasters.count).fill(Number.POSITIVE_INFINITY);
    this.#seen = new Int32Array(tasters.count).fill(NEVER);
  }

  /** An upper bound of all gains of a row. */
  most(row: number): number {
    if (this.#levels > 0 && this.#seen[row] !== this.#tasters.version[row]) this.#fill(row);
    return this.#most[row] as number;
  }

  /** What a row gains in a cell with so much left of a good. */
  of(row: number, good: number, amount: number): number {
    const harvest = Math.min(amount, this.#rate);
    if (this.#levels === 0) return this.#tasters.utilityWith(row, good, harvest) - this.#tasters.goodsUtility(row);
    if (this.#seen[row] !== this.#tasters.version[row]) this.#fill(row);
    return this.#gains[row * this.#width + good * this.#levels + harvest - 1] as number;
  }

  #fill(row: number): void {
    const tasters = this.#tasters;
    const before = tasters.goodsUtility(row);
    let most = Number.NEGATIVE_INFINITY;
    for (const good of this.#goods) {
      const first = row * this.#width + good * this.#levels;
      for (let harvest = 1; harvest <= this.#levels; harvest++) {
        const gain = tasters.utilityWith(row, good, harvest) - before;
        this.#gains[first + harvest - 1] = gain;
        most = Math.max(most, gain);
      }
    }
    this.#most[row] = most;
    this.#seen[row] = tasters.version[row] as number;
  }
}
