import type { QuantaColumn } from '../participants.js';

/** Quanta of 64 bits each, as pairs of 32-bit words. */
export interface StockWords {
  readonly home: Int32Array;
  readonly personal: Int32Array;
  /** Position of the less significant word in a pair, which depends on the machine. */
  readonly lowWord: 0 | 1;
}

/** Where this machine keeps the low word of a 64-bit integer. */
const LOW_WORD: 0 | 1 = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1 ? 0 : 1;

/** The words of two columns, without copying them. Reading quanta one by one would make a `bigint` each. */
export function stockWords(home: BigInt64Array, personal: BigInt64Array): StockWords {
  return { home: wordsOf(home), personal: wordsOf(personal), lowWord: LOW_WORD };
}

function wordsOf({ buffer, byteOffset, length }: BigInt64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length);
}

/**
 * Home and carried together as the nearest double.
 *
 * @param cell - position in the columns
 */
export function stockNumber({ home, personal, lowWord }: StockWords, cell: number): number {
  const low = 2 * cell + lowWord;
  const high = 2 * cell + 1 - lowWord;
  // The words add up exactly; one rounding puts them together.
  const lows = ((home[low] as number) >>> 0) + ((personal[low] as number) >>> 0);
  return ((home[high] as number) + (personal[high] as number)) * 2 ** 32 + lows;
}

/** Do the quanta lie in 64 bits each? */
export function isWords(column: QuantaColumn): column is BigInt64Array {
  return column instanceof BigInt64Array;
}
