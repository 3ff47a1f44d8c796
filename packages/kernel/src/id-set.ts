import { badInput } from './errors.js';
import { NO_ENTRIES } from './int32-columns.js';

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
  /** The bits, 32 to a word, then the counts per block, then the counts per group: one array, since sets are many and mostly small. */
  #cells: Int32Array = NO_ENTRIES;
  /** Where the counts per block begin. */
  #blocks = 0;
  /** Where the counts per group begin. */
  #groups = 0;

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
    if (capacity <= this.#blocks * 32) return;
    // Room for twice as much, so that growing one by one stays cheap.
    const blocks = Math.max(Math.ceil(capacity / 32), Math.min(2 * this.#blocks, 2 ** 26));
    const groups = blocks + Math.ceil(blocks / WORDS_PER_BLOCK);
    const cells = new Int32Array(groups + Math.ceil(blocks / (WORDS_PER_BLOCK * BLOCKS_PER_GROUP)));
    if (this.#size > 0) {
      cells.set(this.#cells.subarray(0, this.#blocks));
      cells.set(this.#cells.subarray(this.#blocks, this.#groups), blocks);
      cells.set(this.#cells.subarray(this.#groups), groups);
    }
    this.#cells = cells;
    this.#blocks = blocks;
    this.#groups = groups;
  }

  /** Is this id a member? False for ids beyond the capacity. */
  has(id: number): boolean {
    // Beyond the capacity lie counts.
    return id < this.#capacity && ((this.#cells[id >>> 5] as number) & (1 << (id & 31))) !== 0;
  }

  /**
   * Adds an id; true when it was no member before.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when the id is not below the capacity
   */
  add(id: number): boolean {
    if (id >>> 0 !== id || id >= this.#capacity)
      throw badInput('id', id, `an integer below the capacity ${this.#capacity}`);
    const cells = this.#cells;
    const bit = 1 << (id & 31);
    if (((cells[id >>> 5] as number) & bit) !== 0) return false;
    (cells[id >>> 5] as number) |= bit;
    (cells[this.#blocks + (id >>> BLOCK_BITS)] as number)++;
    (cells[this.#groups + (id >>> GROUP_BITS)] as number)++;
    this.#size++;
    return true;
  }

  /** Removes an id; true when it was a member. */
  delete(id: number): boolean {
    if (!this.has(id)) return false;
    const cells = this.#cells;
    (cells[id >>> 5] as number) &= ~(1 << (id & 31));
    (cells[this.#blocks + (id >>> BLOCK_BITS)] as number)--;
    (cells[this.#groups + (id >>> GROUP_BITS)] as number)--;
    this.#size--;
    return true;
  }

  /** Removes every member. */
  clear(): void {
    if (this.#size === 0) return;
    this.#cells.fill(0);
    this.#size = 0;
  }

  /**
   * The k-th smallest member, counted from 0.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when k is not an integer from 0 to size - 1
   */
  kth(k: number): number {
    if (k >>> 0 !== k || k >= this.#size) throw badInput('k', k, `an integer below the size ${this.#size}`);
    const cells = this.#cells;
    const groups = this.#groups;
    const blocks = this.#blocks;
    let left = k;
    let group = 0;
    for (; left >= (cells[groups + group] as number); group++) left -= cells[groups + group] as number;
    let block = group * BLOCKS_PER_GROUP;
    for (; left >= (cells[blocks + block] as number); block++) left -= cells[blocks + block] as number;
    let word = block * WORDS_PER_BLOCK;
    for (let here = ones(cells[word] as number); left >= here; here = ones(cells[word] as number)) {
      left -= here;
      word++;
    }
    let bits = cells[word] as number;
    for (; left > 0; left--) bits &= bits - 1;
    return word * 32 + 31 - Math.clz32(bits & -bits);
  }

  /** The smallest member from `from` on and below `to` (the capacity unless given), or -1. */
  next(from: number, to: number = this.#capacity): number {
    const end = Math.min(to, this.#capacity);
    if (!(from < end)) return -1;
    let word = Math.max(from, 0) >>> 5;
    const last = (end - 1) >>> 5;
    let bits = (this.#cells[word] as number) & (-1 << (from > 0 ? from & 31 : 0));
    while (bits === 0) {
      word = this.#skip(word + 1, last);
      if (word > last) return -1;
      bits = this.#cells[word] as number;
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
      if ((block & (BLOCKS_PER_GROUP - 1)) === 0 && this.#cells[this.#groups + block / BLOCKS_PER_GROUP] === 0)
        at += WORDS_PER_BLOCK * BLOCKS_PER_GROUP;
      else if (this.#cells[this.#blocks + block] === 0) at += WORDS_PER_BLOCK;
      else break;
    }
    return at;
  }

  /** Number of members below `id`. */
  #below(id: number): number {
    if (id <= 0) return 0;
    if (id >= this.#capacity) return this.#size;
    const cells = this.#cells;
    let members = 0;
    const group = id >>> GROUP_BITS;
    for (let i = 0; i < group; i++) members += cells[this.#groups + i] as number;
    const block = id >>> BLOCK_BITS;
    for (let i = group * BLOCKS_PER_GROUP; i < block; i++) members += cells[this.#blocks + i] as number;
    const word = id >>> 5;
    for (let i = block * WORDS_PER_BLOCK; i < word; i++) members += ones(cells[i] as number);
    const rest = id & 31;
    return rest === 0 ? members : members + ones((cells[word] as number) & ((1 << rest) - 1));
  }
}
