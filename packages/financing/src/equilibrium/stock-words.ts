import type { QuantaColumn } from '../participants.js';

/** Quanta of 64 bits each, as pairs of 32-bit words, the low one first. */
export interface StockWords {
  readonly home: Int32Array;
  readonly personal: Int32Array;
}

/** Does this machine keep the low word of a 64-bit integer first? Next to all do. */
const LOW_WORD_FIRST: boolean = new Int32Array(BigInt64Array.of(1n).buffer)[0] === 1;

/** The words of two columns, without copying them. Reading quanta one by one would make a `bigint` each. */
export function stockWords(home: BigInt64Array, personal: BigInt64Array): StockWords {
  return { home: wordsOf(home), personal: wordsOf(personal) };
}

function wordsOf({ buffer, byteOffset, length }: BigInt64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length);
}

/**
 * Home and carried together as the nearest double.
 *
 * @param cell - position in the columns
 */
export function stockNumber({ home, personal }: StockWords, cell: number): number {
  const low = 2 * cell;
  // The words add up exactly; one rounding puts them together.
  const lows = ((home[low] as number) >>> 0) + ((personal[low] as number) >>> 0);
  return ((home[low + 1] as number) + (personal[low + 1] as number)) * 2 ** 32 + lows;
}

/** Words beyond these many cells have no position of 32 bits. */
const MOST_CELLS = 2 ** 29;

/** Do the quanta lie in words? If not, they are read one by one. */
export function isWords(column: QuantaColumn): column is BigInt64Array {
  return LOW_WORD_FIRST && column instanceof BigInt64Array && column.length < MOST_CELLS;
}
