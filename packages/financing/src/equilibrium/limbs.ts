import type { StockWords } from './stock-words.js';

/** Rows that are looked at together: 2^20 * 2^26 * 128 = 2^53. */
export const BLOCK = 128;

/**
 * Room for a block of rows, cut into limbs: weights into `high * 2^20 + low`, stocks into `top * 2^50 + middle * 2^25 + low`. Home and carried are added limb
 * by limb, without carrying, which makes a limb of stocks one bit longer.
 *
 * The limbs of a kind make a plane, stored good by good: that of row r and good g is g * 136 + r cells from the plane's beginning. (A block and a cache line:
 * columns a power of two apart would drive each other out of the cache.)
 *
 * What loops use is written so that engines need not look twice, which makes loops half as fast again: no class, for its fields would be checked in every turn;
 * numbers in place of constants, which are variables in a bundled module; sums of indices cut to 32 bits.
 */
export interface Limbs {
  readonly goods: number;
  /** Cells of a plane. */
  readonly plane: number;
  /** All planes, one after the other: low and high ones of weights, then low, middle and top ones of stocks. */
  readonly cells: Float64Array;
  /** Sums of the block's limbs of stocks: low, middle and top ones of good h from 3 h on. */
  readonly owned: Float64Array;
}

let spare: Limbs | undefined;

/** Room for a block, the same again and again: whoever asks must be done with it before anybody else can ask. */
export function limbsOf(goods: number): Limbs {
  if (spare?.goods !== goods) {
    const plane = goods * 136;
    spare = { goods, plane, cells: new Float64Array(5 * plane), owned: new Float64Array(3 * goods) };
  }
  return spare;
}

/** Cuts the weights of `rows` rows, but for the last good's. One more row is 0. */
export function cutWeights({ goods, plane, cells }: Limbs, weights: Float64Array, start: number, rows: number): void {
  for (let g = 0; g < goods - 1; g++) {
    const first = g * 136;
    const end = first + rows;
    for (let to = first, cell = start * goods + g; to < end; to++, cell = (cell + goods) | 0) {
      const weight = weights[cell] as number;
      const high = Math.floor(weight / 2 ** 20);
      cells[to] = weight - high * 2 ** 20;
      cells[(to + plane) | 0] = high;
    }
    cells[end] = 0;
    cells[end + plane] = 0;
  }
}

/**
 * Cuts the stocks of `rows` rows.
 *
 * @returns whether there are top limbs; if not, they have not been written
 */
export function cutStocks(limbs: Limbs, stocks: StockWords, start: number, rows: number): boolean {
  const { goods, plane, cells, owned } = limbs;
  const { home, personal } = stocks;
  let highs = 0;
  for (let g = 0; g < goods; g++) {
    const first = 2 * plane + g * 136;
    const end = first + rows;
    let lows = 0;
    let middles = 0;
    for (let to = first, word = 2 * (start * goods + g); to < end; to++, word = (word + 2 * goods) | 0) {
      const homeLow = home[word] as number;
      const personalLow = personal[word] as number;
      const high = ((home[(word + 1) | 0] as number) + (personal[(word + 1) | 0] as number)) | 0;
      const low = (homeLow & 0x1ffffff) + (personalLow & 0x1ffffff);
      const middle = ((high << 7) + (homeLow >>> 25) + (personalLow >>> 25)) | 0;
      cells[to] = low;
      cells[(to + plane) | 0] = middle;
      lows += low;
      middles += middle;
      highs |= high;
    }
    owned[3 * g] = lows;
    owned[3 * g + 1] = middles;
  }
  // High words of more than 18 bits are too large for the middle limb. They are rare, and cut again.
  if (highs >>> 18 === 0) return false;
  cutHighWords(limbs, stocks, start, rows);
  return true;
}

function cutHighWords({ goods, plane, cells, owned }: Limbs, stocks: StockWords, start: number, rows: number): void {
  const { home, personal } = stocks;
  for (let g = 0; g < goods; g++) {
    let middles = 0;
    let tops = 0;
    for (let row = 0; row < rows; row++) {
      const low = 2 * ((start + row) * goods + g);
      const homeHigh = home[low + 1] as number;
      const personalHigh = personal[low + 1] as number;
      const middle = middleLimb(homeHigh, home[low] as number) + middleLimb(personalHigh, personal[low] as number);
      const top = (homeHigh >>> 18) + (personalHigh >>> 18);
      const to = 3 * plane + g * 136 + row;
      cells[to] = middle;
      cells[to + plane] = top;
      middles += middle;
      tops += top;
    }
    owned[3 * g + 1] = middles;
    owned[3 * g + 2] = tops;
  }
}

function middleLimb(highWord: number, lowWord: number): number {
  return ((highWord & 0x3ffff) << 7) | (lowWord >>> 25);
}

/** Adds the rows of a block whose stocks are all 0 to `poor`. */
export function findPoor(limbs: Limbs, anyTop: boolean, start: number, rows: number, poor: number[]): void {
  const { plane, cells } = limbs;
  const first = 2 * plane;
  // The first limb tells of almost everybody who owns the first good.
  for (let row = 0; row < rows; row++)
    if (cells[first + row] === 0 && isPoor(limbs, anyTop, row)) poor.push(start + row);
}

function isPoor({ plane, cells }: Limbs, anyTop: boolean, row: number): boolean {
  for (let low = 2 * plane + row; low < 3 * plane; low += 136)
    if (cells[low] !== 0 || cells[low + plane] !== 0 || (anyTop && cells[low + 2 * plane] !== 0)) return false;
  return true;
}
