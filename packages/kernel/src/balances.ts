import { badInput } from './errors.js';

const MIN_NARROW = -(2n ** 63n);
const MAX_NARROW = 2n ** 63n - 1n;

/**
 * A growing column of balances in quanta, addressed by dense index.
 *
 * It starts as 64-bit integers, 8 bytes a balance. `BigInt64Array` wraps silently, so every store is compared with the bounds, and the first value
 * that does not fit copies the column once into a `bigint[]`. Both forms give the same results: there is no amount that is too large.
 */
export class Balances {
  #length: number;
  #narrow: BigInt64Array;
  #wide: bigint[] | undefined = undefined;

  /** @param length - number of balances, all 0 at first */
  constructor(length = 0) {
    this.#length = length;
    this.#narrow = new BigInt64Array(Math.max(length, 8));
  }

  /** Number of balances. */
  get length(): number {
    return this.#length;
  }

  /** True once a value outside 64 bits was stored. */
  get widened(): boolean {
    return this.#wide !== undefined;
  }

  /**
   * The balance at an index.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when there is none
   */
  get(index: number): bigint {
    const balance = this.#wide === undefined ? this.#narrow[index] : this.#wide[index];
    if (balance === undefined || index >= this.#length) throw this.#outside(index);
    return balance;
  }

  /**
   * Stores a balance.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when the index is no place of the column
   */
  set(index: number, quanta: bigint): void {
    if (index >>> 0 !== index || index >= this.#length) throw this.#outside(index);
    if (this.#wide !== undefined) {
      this.#wide[index] = quanta;
    } else if (quanta >= MIN_NARROW && quanta <= MAX_NARROW) {
      this.#narrow[index] = quanta;
    } else {
      this.#wide = Array.from(this.#narrow.subarray(0, this.#length));
      this.#wide[index] = quanta;
      this.#narrow = new BigInt64Array(0);
    }
  }

  /** Adds to the balance at an index (subtracts when negative) and returns the new balance. */
  add(index: number, quanta: bigint): bigint {
    const next = this.get(index) + quanta;
    this.set(index, next);
    return next;
  }

  /** Makes room for `length` balances; new ones are 0. Never shrinks. */
  grow(length: number): void {
    if (length <= this.#length) return;
    if (this.#wide !== undefined) {
      for (let i = this.#length; i < length; i++) this.#wide.push(0n);
    } else if (length > this.#narrow.length) {
      const larger = new BigInt64Array(Math.max(length, 2 * this.#narrow.length));
      larger.set(this.#narrow.subarray(0, this.#length));
      this.#narrow = larger;
    }
    this.#length = length;
  }

  /** Sum of all balances. */
  total(): bigint {
    let total = 0n;
    for (let i = 0; i < this.#length; i++) total += this.get(i);
    return total;
  }

  #outside(index: number): Error {
    return badInput('index', index, `an index of the column, which holds ${this.#length} balances`);
  }
}
