import { LIMB } from './limb-digits.js';
import type { StockWords } from './stock-words.js';

/** Rows that are looked at together: 2^20 * 2^27 * 64 = 2^53. */
export const BLOCK = 64;

/** A weight is `high * 2^20 + low`. */
const WEIGHT_LIMB = 2 ** 20;
const STOCK_MASK = LIMB - 1;
/** Bits of a high word that belong to the middle limb. */
const MIDDLE_MASK = 2 ** 20 - 1;

/**
 * A block of rows, cut into limbs and stored good by good: those of row r and good g at g * BLOCK + r. A stock is `top * 2^52 + middle * 2^26 + low`; home and
 * carried are added limb by limb, without carrying, which makes a limb one bit longer.
 */
export class Limbs {
  readonly goods: number;
  readonly weightLow: Float64Array;
  readonly weightHigh: Float64Array;
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly top: Float64Array;
  /** Are there top limbs? If not, they have not been written. */
  anyTop = false;

  constructor(goods: number) {
    const size = goods * BLOCK;
    this.goods = goods;
    this.weightLow = new Float64Array(size);
    this.weightHigh = new Float64Array(size);
    this.low = new Float64Array(size);
    this.middle = new Float64Array(size);
    this.top = new Float64Array(size);
  }

  /** Cuts the weights of `rows` rows. */
  readWeights(weights: Float64Array, start: number, rows: number): void {
    const { goods, weightLow, weightHigh } = this;
    let cell = start * goods;
    for (let row = 0; row < rows; row++)
      for (let g = 0, to = row; g < goods; g++, cell++, to += BLOCK) {
        const weight = weights[cell] as number;
        const high = Math.floor(weight / WEIGHT_LIMB);
        weightHigh[to] = high;
        weightLow[to] = weight - high * WEIGHT_LIMB;
      }
  }

  /** Cuts the stocks of `rows` rows, and adds those that are all 0 to `poor`. */
  readStocks(stocks: StockWords, start: number, rows: number, poor: number[]): void {
    const { goods, low, middle } = this;
    const { home, personal, lowWord } = stocks;
    const highWord = 1 - lowWord;
    let word = 2 * start * goods;
    let highs = 0;
    for (let row = 0; row < rows; row++) {
      let owned = 0;
      for (let g = 0, to = row; g < goods; g++, word += 2, to += BLOCK) {
        const homeLow = home[word + lowWord] as number;
        const homeHigh = home[word + highWord] as number;
        const personalLow = personal[word + lowWord] as number;
        const personalHigh = personal[word + highWord] as number;
        low[to] = (homeLow & STOCK_MASK) + (personalLow & STOCK_MASK);
        middle[to] = middleLimb(homeHigh, homeLow) + middleLimb(personalHigh, personalLow);
        highs |= homeHigh | personalHigh;
        owned |= homeLow | homeHigh | personalLow | personalHigh;
      }
      if (owned === 0) poor.push(start + row);
    }
    this.anyTop = highs > MIDDLE_MASK;
    if (this.anyTop) this.#readTops(stocks, start, rows);
  }

  #readTops({ home, personal, lowWord }: StockWords, start: number, rows: number): void {
    const { goods, top } = this;
    let word = 2 * start * goods + 1 - lowWord;
    for (let row = 0; row < rows; row++)
      for (let g = 0, to = row; g < goods; g++, word += 2, to += BLOCK)
        top[to] = ((home[word] as number) >>> 20) + ((personal[word] as number) >>> 20);
  }
}

function middleLimb(highWord: number, lowWord: number): number {
  return ((highWord & MIDDLE_MASK) << 6) | (lowWord >>> 26);
}

let spare: Limbs | undefined;

/** Room for a block, the same again and again: whoever asks must be done with it before anybody else can ask. */
export function limbsOf(goods: number): Limbs {
  if (spare?.goods !== goods) spare = new Limbs(goods);
  return spare;
}
