import { decimal } from '@bagehot/kernel';
import type { SweepRow } from '@bagehot/sim';

/** A pair that its treatment made worse. */
export interface WorsePair {
  readonly index: number;
  /** The arm that is worse than the first. */
  readonly treatment: string;
  /** By how much its default rate is higher, as text. */
  readonly by: string;
}

/** Keeps the pairs that were made most worse, while rows pass by; no more than it is asked for. */
export class WorstPairs {
  readonly #most: number;
  #pairs: readonly WorsePair[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add({ index, comparisons }: SweepRow): void {
    for (const { name, comparison } of comparisons) {
      const reduction = comparison['delta_reduction'];
      if (typeof reduction !== 'string' || !reduction.startsWith('-')) continue;
      const pair = { index, treatment: name, by: reduction.slice(1) };
      const others = this.#pairs.filter((other) => other.index !== index || !isWorse(pair, other));
      // Every run is there once, with the arm that is worst.
      if (others.some((other) => other.index === index)) continue;
      const place = others.findIndex((other) => isWorse(pair, other));
      this.#pairs = others.toSpliced(place < 0 ? others.length : place, 0, pair).slice(0, this.#most);
    }
  }

  /** The worst first; of equals the one that came first. */
  get pairs(): readonly WorsePair[] {
    return this.#pairs;
  }
}

function isWorse(one: WorsePair, other: WorsePair): boolean {
  return decimal(one.by).gt(other.by);
}
