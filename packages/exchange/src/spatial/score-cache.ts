/** Scores kept at most, per agent. */
const KEPT_PER_AGENT = 64;

/** Scores two agents; may be slow. */
export interface SlowScores {
  readonly count: number;
  readonly version: Int32Array;
  score(a: number, b: number): number;
  isOpen(a: number, b: number): boolean;
}

/** What was found for a pair, and of which state of the two it is true. */
interface Kept {
  versionOfLow: number;
  versionOfHigh: number;
  isOpen: boolean;
  score: number;
}

/**
 * Partner scores that cost something, kept for each unordered pair until one of the two changes.
 *
 * @see exchange specification, section 17
 */
export class ScoreCache {
  readonly #slow: SlowScores;
  readonly #kept: Map<number, Kept> = new Map();
  readonly #lasts: boolean;
  #order: Int32Array = new Int32Array(0);

  /** @param lasts - whether a score stays the same from one tick to the next while the two do */
  constructor(slow: SlowScores, lasts: boolean) {
    this.#slow = slow;
    this.#lasts = lasts;
  }

  begin(): void {
    if (!this.#lasts || this.#kept.size > KEPT_PER_AGENT * this.#slow.count) this.#kept.clear();
  }

  score(a: number, b: number): number {
    const slow = this.#slow;
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    const key = low * slow.count + high;
    const isOpen = slow.isOpen(low, high);
    const versionOfLow = slow.version[low] as number;
    const versionOfHigh = slow.version[high] as number;
    const kept = this.#kept.get(key);
    if (
      kept !== undefined &&
      kept.versionOfLow === versionOfLow &&
      kept.versionOfHigh === versionOfHigh &&
      kept.isOpen === isOpen
    )
      return kept.score;
    const score = slow.score(low, high);
    if (kept === undefined) this.#kept.set(key, { versionOfLow, versionOfHigh, isOpen, score });
    else Object.assign(kept, { versionOfLow, versionOfHigh, isOpen, score });
    return score;
  }

  arrange(order: Int32Array): void {
    this.#order = order;
  }

  scoreAt(row: number, place: number): number {
    return this.score(row, this.#order[place] as number);
  }

  most(): number {
    return Number.POSITIVE_INFINITY;
  }
}
