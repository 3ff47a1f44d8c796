import { badInput } from './errors.js';
import { withRoom } from './room.js';

const MIN_NARROW = -(2n ** 63n);
const MAX_NARROW = 2n ** 63n - 1n;
const WORD = 2 ** 32;
const MAX_HIGH = 2 ** 31;

/** Where an amount is taken apart into its halves. */
const amounts = new BigInt64Array(1);
const halves = new Int32Array(amounts.buffer);
/** Which half of 64 bits is the higher one on this machine. */
const HIGH: number = new Uint8Array(Uint16Array.of(1).buffer)[0] as number;
const LOW: number = 1 - HIGH;

/**
 * A growing column of balances in quanta, addressed by dense index.
 *
 * It starts as 64-bit integers, 8 bytes a balance. `BigInt64Array` wraps silently, so every store is compared with the bounds, and the first value
 * that does not fit copies the column once into a `bigint[]`. Both forms give the same results: there is no amount that is too large.
 */
export class Balances {
  #length: number;
  #narrow: BigInt64Array;
  /** The same memory as 32-bit halves: what is passed on is added and compared there, without a `bigint` being made for it. */
  #halves: Int32Array;
  #wide: bigint[] | undefined = undefined;

  /** @param length - number of balances, all 0 at first */
  constructor(length = 0) {
    this.#length = length;
    this.#narrow = new BigInt64Array(Math.max(length, 8));
    this.#halves = new Int32Array(this.#narrow.buffer);
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
      this.#halves = new Int32Array(this.#narrow.buffer);
    }
  }

  /** Is the balance at an index at least `quanta`? */
  covers(index: number, quanta: bigint): boolean {
    if (
      this.#wide !== undefined ||
      !(index >>> 0 === index && index < this.#length) ||
      quanta > MAX_NARROW ||
      quanta < 0n
    )
      return this.get(index) >= quanta;
    amounts[0] = quanta;
    const high = this.#halves[2 * index + HIGH] as number;
    const need = halves[HIGH] as number;
    return high === need ? lowOf(this.#halves, index) >= lowOf(halves, 0) : high > need;
  }

  /**
   * Takes `quanta`, more than 0, from one balance and adds them to another one: `add` twice. The indices must be two places of the column.
   *
   * @param covered - whether the first balance has to cover them
   * @returns false when it has to and does not: then nothing changed
   */
  pass(from: number, to: number, quanta: bigint, covered: boolean): boolean {
    if (this.#wide === undefined && quanta <= MAX_NARROW) {
      amounts[0] = quanta;
      const cells = this.#halves;
      const high = halves[HIGH] as number;
      const low = lowOf(halves, 0);
      const left = lowOf(cells, from) - low;
      const held = lowOf(cells, to) + low;
      const highLeft = (cells[2 * from + HIGH] as number) - high - (left < 0 ? 1 : 0);
      const highHeld = (cells[2 * to + HIGH] as number) + high + (held >= WORD ? 1 : 0);
      if (covered && highLeft < 0) return false;
      if (highLeft >= -MAX_HIGH && highHeld < MAX_HIGH) {
        cells[2 * from + LOW] = left;
        cells[2 * from + HIGH] = highLeft;
        cells[2 * to + LOW] = held;
        cells[2 * to + HIGH] = highHeld;
        return true;
      }
    }
    if (covered && this.get(from) < quanta) return false;
    this.add(from, -quanta);
    this.add(to, quanta);
    return true;
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
      const larger = new BigInt64Array(withRoom(length, this.#narrow.length));
      larger.set(this.#narrow.subarray(0, this.#length));
      this.#narrow = larger;
      this.#halves = new Int32Array(larger.buffer);
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

/** The lower half of the 64 bits at an index, without a sign. */
function lowOf(cells: Int32Array, index: number): number {
  return (cells[2 * index + LOW] as number) >>> 0;
}
