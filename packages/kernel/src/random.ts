import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { Decimal } from './decimal.js';
import { badInput } from './errors.js';
import { seedState } from './seed-state.js';

/**
 * Port: where randomness comes from. Law: what a stream yields depends on the seed and its label alone, so adding a market, a metric or an agent
 * never shifts another's draws.
 */
export interface RandomSource {
  /**
   * A stream that depends on the seed and the label alone, never on draws made elsewhere, and starts afresh each time it is asked for. Labels compose:
   * `stream('a').stream('b')` is `stream('a/b')`.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` on an empty label
   */
  stream(label: string): RandomSource;
  /**
   * Uniform integer, both ends included.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` unless both ends are safe integers and the first is not above the second
   */
  nextInt(minInclusive: number, maxInclusive: number): number;
  /**
   * True with exactly the given probability; no floating point is involved. A probability of up to 9 decimals takes one draw of an integer below 10^9.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when the probability is outside [0, 1]
   */
  nextBoolean(probability: Decimal): boolean;
  /**
   * One of the items, each equally likely.
   *
   * @throws KernelError `BAD_KERNEL_INPUT` when there is none
   */
  pick<T>(items: readonly T[]): T;
  /** The items in random order (Fisher-Yates), as a new array. */
  shuffle<T>(items: readonly T[]): readonly T[];
  /** Everything needed to go on from here with `createRandom`. */
  snapshot(): RandomSnapshot;
}

/** A stream as plain data: its label, and the seed and the generator's state as 32-bit words. */
export interface RandomSnapshot {
  readonly kind: 'xoroshiro128plus';
  /** Two words of the seed, then four of the state. */
  readonly words: readonly number[];
  /** The composed label; empty for the root. */
  readonly path: string;
}

const TWO_32 = 2 ** 32;
const TWO_53 = 2 ** 53;
/** Digits compared at once when drawing a yes or no. */
const CHUNK_DIGITS = 9;
const CHUNK = 10 ** CHUNK_DIGITS;

type Generator = ReturnType<typeof xoroshiro128plusFromState>;

class Stream implements RandomSource {
  readonly #seed: readonly [number, number];
  readonly #path: string;
  readonly #generator: Generator;
  // The digits of the last probability: flows ask for the same one again and again.
  #probability: Decimal | undefined = undefined;
  #chunks: readonly number[] = [];

  constructor(seed: readonly [number, number], path: string, state: readonly number[]) {
    this.#seed = seed;
    this.#path = path;
    this.#generator = xoroshiro128plusFromState(state);
  }

  stream(label: string): RandomSource {
    if (typeof label !== 'string' || label === '') throw badInput('label', label, 'a text that is not empty');
    const path = this.#path === '' ? label : `${this.#path}/${label}`;
    return new Stream(this.#seed, path, seedState(this.#seed, path));
  }

  nextInt(minInclusive: number, maxInclusive: number): number {
    if (!Number.isSafeInteger(minInclusive)) throw badInput('minInclusive', minInclusive, 'a safe integer');
    if (!Number.isSafeInteger(maxInclusive)) throw badInput('maxInclusive', maxInclusive, 'a safe integer');
    if (maxInclusive < minInclusive) throw badInput('maxInclusive', maxInclusive, `at least ${minInclusive}`);
    const values = maxInclusive - minInclusive + 1;
    if (values <= TWO_32) return minInclusive + this.#below(values);
    if (values <= TWO_53) return minInclusive + this.#belowWide(values);
    return this.#between(minInclusive, maxInclusive);
  }

  nextBoolean(probability: Decimal): boolean {
    if (probability !== this.#probability) {
      this.#chunks = chunksOf(probability);
      this.#probability = probability;
    }
    // Compare a uniform number with the probability, nine digits at a time, until they differ.
    for (const chunk of this.#chunks) {
      const drawn = this.#below(CHUNK);
      if (drawn !== chunk) return drawn < chunk;
    }
    return false;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw badInput('items', '[]', 'a list of at least one item');
    return items[this.#below(items.length)] as T;
  }

  shuffle<T>(items: readonly T[]): readonly T[] {
    const order = items.slice();
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      const item = order[i] as T;
      order[i] = order[j] as T;
      order[j] = item;
    }
    return order;
  }

  snapshot(): RandomSnapshot {
    return { kind: 'xoroshiro128plus', words: [...this.#seed, ...this.#generator.getState()], path: this.#path };
  }

  /** Uniform integer below `values`, which is at most 2^32. Uses the high bits of a word: the lowest of this generator are the weakest. */
  #below(values: number): number {
    const size = Math.floor(TWO_32 / values);
    for (;;) {
      const word = this.#generator.next() >>> 0;
      const value = (word - (word % size)) / size;
      if (value < values) return value;
    }
  }

  /** The same for up to 2^53 values, from two words. */
  #belowWide(values: number): number {
    const size = Math.floor(TWO_53 / values);
    for (;;) {
      const high = this.#generator.next() >>> 11;
      const word = high * TWO_32 + (this.#generator.next() >>> 0);
      const value = (word - (word % size)) / size;
      if (value < values) return value;
    }
  }

  /** The same for ranges whose length is no safe integer. */
  #between(minInclusive: number, maxInclusive: number): number {
    const values = BigInt(maxInclusive) - BigInt(minInclusive) + 1n;
    const size = 2n ** 64n / values;
    for (;;) {
      const high = BigInt(this.#generator.next() >>> 0);
      const value = ((high << 32n) | BigInt(this.#generator.next() >>> 0)) / size;
      if (value < values) return Number(BigInt(minInclusive) + value);
    }
  }
}

/** The decimals of a probability in groups of nine; a first group of 10^9, which no draw reaches, stands for certainty. */
function chunksOf(probability: Decimal): readonly number[] {
  if (!(probability.gte(0) && probability.lte(1))) throw badInput('probability', probability, 'from 0 to 1');
  if (probability.eq(1)) return [CHUNK];
  const digits = probability.toFixed().split('.')[1] ?? '';
  const chunks: number[] = [];
  for (let at = 0; at === 0 || at < digits.length; at += CHUNK_DIGITS)
    chunks.push(Number(digits.slice(at, at + CHUNK_DIGITS).padEnd(CHUNK_DIGITS, '0')));
  return chunks;
}

/** Reads a snapshot back, refusing whatever `snapshot()` cannot have produced. */
function restore(snapshot: RandomSnapshot): RandomSource {
  const { kind, words, path } = snapshot;
  if (kind !== 'xoroshiro128plus') throw badInput('snapshot.kind', kind, "'xoroshiro128plus'");
  if (typeof path !== 'string') throw badInput('snapshot.path', path, 'a text');
  const [low, high, ...state] = words;
  if (low === undefined || high === undefined || state.length !== 4 || words.some((word) => word !== (word | 0)))
    throw badInput('snapshot.words', JSON.stringify(words), 'six 32-bit integers');
  if (state.every((word) => word === 0)) throw badInput('snapshot.words', '0, 0, 0, 0', 'a state that is not all zero');
  return new Stream([low, high], path, state);
}

/**
 * The root of all streams of a run, from its seed; or a stream that goes on where its snapshot was taken.
 *
 * All 53 bits of the seed and the whole label enter the state of a xoroshiro128+ generator.
 *
 * @param seed - a safe integer
 * @throws KernelError `BAD_KERNEL_INPUT` when the seed is no safe integer or the snapshot is not one
 * @example
 * const random = createRandom(42);
 * const face = random.stream('ring/weights').nextInt(1, 6);
 */
export function createRandom(seed: number | RandomSnapshot): RandomSource {
  if (typeof seed === 'object' && seed !== null) return restore(seed);
  if (!Number.isSafeInteger(seed)) throw badInput('seed', seed, 'a safe integer');
  const words = [seed | 0, Math.floor(seed / TWO_32) | 0] as const;
  return new Stream(words, '', seedState(words, ''));
}
