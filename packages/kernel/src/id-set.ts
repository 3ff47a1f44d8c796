import { badInput } from './errors.js';

const BLOCK_BITS = 10; // 1 024 ids = 32 words
const GROUP_BITS = 15; // 32 768 ids = 32 blocks
const WORDS_PER_BLOCK = 1 << (BLOCK_BITS - 5);
const BLOCKS_PER_GROUP = 1 << (GROUP_BITS - BLOCK_BITS);

/** Number of ones in a 32-bit word. */
function ones(word: number): number {
  let w = word - ((word >>> 1) & 0x55555555);
  w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
  return Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * A set of ids 0, 1, ..., capacity - 1 that counts and ranks its members: a bitset with member counts per 1 024 and per 32 768 ids.
 *
 * `kth(uniform)` draws from the set itself, independent of the order in which members came and went, so a plain "filter all, pick one" gets the same draw.
 */
export class IdSet {
  #capacity = 0;
  #size = 0;
  #words: Int32Array = new Int32Array(0);
  #blocks: Int32Array = new Int32Array(0);
  #groups: Int32Array = new Int32Array(0);

  /** @param capacity - ids must be below it; `grow` raises it */
  constructor(capacity = 0) {
    this.grow(capacity);
  }

  /** Number of members. */
  get size(): number {
    return this.#size;
  }

  /** Ids must be below this. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Raises the capacity; never lowers it. Members stay. */
  grow(capacity: number): void {
    if (!Number.isSafeInteger(capacity) || capacity < 0 || capacity > 2 ** 31)
      throw badInput('capacity', capacity, 'an integer from 0 to 2^31');
    if (capacity <= this.#capacity) return;
    this.#capacity = capacity;
    const groups = Math.ceil(capacity / 2 ** GROUP_BITS);
    if (groups <= this.#groups.length && capacity <= this.#words.length * 32) return;
    // Room for twice as much, so that growing one by one stays cheap.
    const blocks = Math.max(Math.ceil(capacity / 2 ** BLOCK_BITS), Math.min(2 * this.#blocks.length, 2 ** 21));
    this.#words = enlarged(this.#words, blocks * WORDS_PER_BLOCK);
    this.#blocks = enlarged(this.#blocks, blocks);
    this.#groups = enlarged(this.#groups, Math.ceil(blocks / BLOCKS_PER_GROUP));
  }

  /** Is this id a member? False for ids beyond the capacity. */
  has(id: number): boolean {
    return ((this.#words[id >>> 5] as number) & (1 << (id & 31))) !== 0;
  }

  /**
   * Adds an id; true when it was no member before.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when the id is not below the capacity
   */
  add(id: number): boolean {
    if (id >>> 0 !== id || id >= this.#capacity)
      throw badInput('id', id, `an integer below the capacity ${this.#capacity}`);
    if (this.has(id)) return false;
    (this.#words[id >>> 5] as number) |= 1 << (id & 31);
    (this.#blocks[id >>> BLOCK_BITS] as number)++;
    (this.#groups[id >>> GROUP_BITS] as number)++;
    this.#size++;
    return true;
  }

  /** Removes an id; true when it was a member. */
  delete(id: number): boolean {
    if (!this.has(id)) return false;
    (this.#words[id >>> 5] as number) &= ~(1 << (id & 31));
    (this.#blocks[id >>> BLOCK_BITS] as number)--;
    (this.#groups[id >>> GROUP_BITS] as number)--;
    this.#size--;
    return true;
  }

  /** Removes every member. */
  clear(): void {
    this.#words.fill(0);
    this.#blocks.fill(0);
    this.#groups.fill(0);
    this.#size = 0;
  }

  /**
   * The k-th smallest member, counted from 0.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when k is not an integer from 0 to size - 1
   */
  kth(k: number): number {
    if (k >>> 0 !== k || k >= this.#size) throw badInput('k', k, `an integer below the size ${this.#size}`);
    let left = k;
    let group = 0;
    for (; left >= (this.#groups[group] as number); group++) left -= this.#groups[group] as number;
    let block = group * BLOCKS_PER_GROUP;
    for (; left >= (this.#blocks[block] as number); block++) left -= this.#blocks[block] as number;
    let word = block * WORDS_PER_BLOCK;
    for (let here = ones(this.#words[word] as number); left >= here; here = ones(this.#words[word] as number)) {
      left -= here;
      word++;
    }
    let bits = this.#words[word] as number;
    for (; left > 0; left--) bits &= bits - 1;
    return word * 32 + 31 - Math.clz32(bits & -bits);
  }

  /** The smallest member from `from` on and below `to` (the capacity unless given), or -1. */
  next(from: number, to: number = this.#capacity): number {
    const end = Math.min(to, this.#capacity);
    if (!(from < end)) return -1;
    let word = Math.max(from, 0) >>> 5;
    const last = (end - 1) >>> 5;
    let bits = (this.#words[word] as number) & (-1 << (from > 0 ? from & 31 : 0));
    while (bits === 0) {
      word = this.#skip(word + 1, last);
      if (word > last) return -1;
      bits = this.#words[word] as number;
    }
    const found = word * 32 + 31 - Math.clz32(bits & -bits);
    return found < end ? found : -1;
  }

  /** Number of members from `from` on and below `to`. */
  count(from: number, to: number): number {
    return to <= from ? 0 : this.#below(to) - this.#below(from);
  }

  /** The members, ascending. */
  toArray(): number[] {
    const members: number[] = [];
    for (let id = this.next(0); id !== -1; id = this.next(id + 1)) members.push(id);
    return members;
  }

  /** The first word from `word` on that is not in an empty block or group; beyond `last` when there is none. */
  #skip(word: number, last: number): number {
    let at = word;
    while (at <= last && (at & (WORDS_PER_BLOCK - 1)) === 0) {
      const block = at / WORDS_PER_BLOCK;
      if ((block & (BLOCKS_PER_GROUP - 1)) === 0 && this.#groups[block / BLOCKS_PER_GROUP] === 0)
        at += WORDS_PER_BLOCK * BLOCKS_PER_GROUP;
      else if (this.#blocks[block] === 0) at += WORDS_PER_BLOCK;
      else break;
    }
    return at;
  }

  /** Number of members below `id`. */
  #below(id: number): number {
    if (id <= 0) return 0;
    if (id >= this.#capacity) return this.#size;
    let members = 0;
    const group = id >>> GROUP_BITS;
    for (let i = 0; i < group; i++) members += this.#groups[i] as number;
    const block = id >>> BLOCK_BITS;
    for (let i = group * BLOCKS_PER_GROUP; i < block; i++) members += this.#blocks[i] as number;
    const word = id >>> 5;
    for (let i = block * WORDS_PER_BLOCK; i < word; i++) members += ones(this.#words[i] as number);
    const rest = id & 31;
    return rest === 0 ? members : members + ones((this.#words[word] as number) & ((1 << rest) - 1));
  }
}

/** A copy with room for `length` entries. */
function enlarged(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array;
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
