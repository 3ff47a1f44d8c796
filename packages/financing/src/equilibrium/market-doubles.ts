import { type Participants, WEIGHT_ONE } from '../participants.js';
import type { GuardedMarket } from './guards.js';
import type { MarketNumbers } from './market.js';
import { viableRows } from './market-sums.js';
import { powerOfTen } from './powers-of-ten.js';
import { isWords, stockNumber, stockWords } from './stock-words.js';

/** A market as doubles in natural units, computed as it is read. */
export class MarketDoubles implements MarketNumbers {
  readonly #participants: Participants;
  readonly #guarded: GuardedMarket;
  /** Quanta in a unit: exact, being at most 10^18. */
  readonly #unit: number;
  #weights: Float64Array | undefined;
  #endowments: Float64Array | undefined;
  #supply: Float64Array | undefined;
  #spending: Float64Array | undefined;

  constructor(participants: Participants, guarded: GuardedMarket) {
    this.#participants = participants;
    this.#guarded = guarded;
    this.#unit = powerOfTen(participants.quantityScale);
  }

  get weights(): Float64Array {
    const { weights } = this.#guarded;
    this.#weights ??= this.#picked((cell) => (weights[cell] as number) / WEIGHT_ONE);
    return this.#weights;
  }

  get endowments(): Float64Array {
    this.#endowments ??= this.#picked(quantaReader(this.#participants), this.#unit);
    return this.#endowments;
  }

  get supply(): Float64Array {
    this.#supply ??= columnSums(this.spending, this.#guarded.columns.length);
    return this.#supply;
  }

  get spending(): Float64Array {
    this.#spending ??= this.#readSpending();
    return this.#spending;
  }

  #readSpending(): Float64Array {
    const { goods } = this.#participants;
    const { sums, columns } = this.#guarded;
    const size = columns.length;
    const spending = smallArray(size * size);
    for (let g = 0, cell = 0; g < size; g++)
      for (let h = 0; h < size; h++, cell++) {
        const from = (columns[g] as number) * goods + (columns[h] as number);
        spending[cell] = sums.spendingNumber(from) / WEIGHT_ONE / this.#unit;
      }
    return spending;
  }

  /** One value for each of those who own anything and each good that takes part, divided by `divisor`. */
  #picked(read: (cell: number) => number, divisor = 1): Float64Array {
    const { goods, count } = this.#participants;
    const { sums, columns } = this.#guarded;
    const rows = viableRows(count, sums);
    const picked = new Float64Array(rows.length * columns.length);
    let to = 0;
    for (const row of rows)
      for (let g = 0; g < columns.length; g++, to++) picked[to] = read(row * goods + (columns[g] as number)) / divisor;
    return picked;
  }
}

/** Doubles of which small arrays take their parts. */
let pool = new Float64Array(0);
let taken = 0;

/** An array of zeros. A small one is a part of a larger one, because its own memory would cost ten times as much to get and to give back. */
function smallArray(length: number): Float64Array {
  if (length > 128) return new Float64Array(length);
  if (taken + length > pool.length) {
    pool = new Float64Array(1024);
    taken = 0;
  }
  taken += length;
  return pool.subarray(taken - length, taken);
}

/** Reads home and carried together as a double. */
function quantaReader({ home, personal }: Participants): (cell: number) => number {
  if (!isWords(home) || !isWords(personal))
    return (cell) => Number((home[cell] as bigint) + (personal[cell] as bigint));
  const words = stockWords(home, personal);
  return (cell) => stockNumber(words, cell);
}

function columnSums(matrix: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let start = 0; start < matrix.length; start += size)
    for (let h = 0; h < size; h++) sums[h] = (sums[h] as number) + (matrix[start + h] as number);
  return sums;
}
