import { withRoom } from '../room.js';

/** A growing column of 32-bit integers: ids, days, positions. Read and write `values` directly; only `push` makes room. */
export class IntColumn {
  /** The storage, at least `length` long. It is replaced when the column grows: do not keep it across a push. */
  values: Int32Array;
  /** Number of entries in use. */
  length: number;
  readonly #filler: number;

  /**
   * @param length - entries in use from the start
   * @param filler - the value of entries nobody has set
   */
  constructor(length = 0, filler = 0) {
    this.values = new Int32Array(Math.max(length, 8));
    this.length = length;
    this.#filler = filler;
    if (filler !== 0) this.values.fill(filler);
  }

  /** The entry at an index below `length`. */
  get(index: number): number {
    return this.values[index] as number;
  }

  /** Appends an entry and returns its index. */
  push(value: number): number {
    const index = this.length;
    if (index === this.values.length) this.#reserve(index + 1);
    this.values[index] = value;
    this.length = index + 1;
    return index;
  }

  /** Makes room for `length` entries; new ones hold the filler. Never shrinks. */
  grow(length: number): void {
    if (length <= this.length) return;
    if (length > this.values.length) this.#reserve(length);
    this.length = length;
  }

  #reserve(length: number): void {
    const larger = new Int32Array(withRoom(length, this.values.length));
    larger.set(this.values);
    if (this.#filler !== 0) larger.fill(this.#filler, this.values.length);
    this.values = larger;
  }
}
