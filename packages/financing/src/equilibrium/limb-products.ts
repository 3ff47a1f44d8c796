import { WEIGHT_ONE } from '../participants.js';
import { addDigits, addShifted, DIGITS } from './limb-digits.js';
import type { Limbs } from './limbs.js';

// Products of two limbs have 46 bits, so that those of a block of rows add up to less than 2^53 and no addition rounds.

/** Adds the products of a block to the digits of the matrix: for all goods but the last, and without top limbs. */
export function addProducts(digits: number[], { goods, plane, cells }: Limbs, rows: number): void {
  for (let g = 0, first = 0; g < goods - 1; g++)
    for (let h = 0; h < goods; h++, first += DIGITS) {
      let lowLow = 0;
      let highLow = 0;
      let lowMiddle = 0;
      let highMiddle = 0;
      let weight = g * 136;
      let stock = 2 * plane + h * 136;
      // Two rows in a turn: turning costs as much as a product. Beyond an odd number of rows stand zeros.
      for (const end = weight + rows; weight < end; weight = (weight + 2) | 0, stock = (stock + 2) | 0) {
        const highWeight = (weight + plane) | 0;
        const middle = (stock + plane) | 0;
        const a = cells[weight] as number;
        const b = cells[highWeight] as number;
        const x = cells[stock] as number;
        const y = cells[middle] as number;
        lowLow += a * x;
        highLow += b * x;
        lowMiddle += a * y;
        highMiddle += b * y;
        const c = cells[(weight + 1) | 0] as number;
        const d = cells[(highWeight + 1) | 0] as number;
        const u = cells[(stock + 1) | 0] as number;
        const v = cells[(middle + 1) | 0] as number;
        lowLow += c * u;
        highLow += d * u;
        lowMiddle += c * v;
        highMiddle += d * v;
      }
      addCell(digits, first, lowLow, highLow, lowMiddle, highMiddle);
    }
}

/** Adds the products of top limbs. */
export function addTopProducts(digits: number[], { goods, plane, cells }: Limbs, rows: number): void {
  for (let g = 0, third = 2; g < goods - 1; g++)
    for (let h = 0; h < goods; h++, third += DIGITS) {
      let lowTop = 0;
      let highTop = 0;
      let weight = g * 136;
      let stock = 4 * plane + h * 136;
      for (const end = weight + rows; weight < end; weight++, stock++) {
        const z = cells[stock] as number;
        lowTop += (cells[weight] as number) * z;
        highTop += (cells[weight + plane] as number) * z;
      }
      addDigits(digits, third, lowTop);
      addShifted(digits, third, highTop);
    }
}

/** Adds everything that is owned, times 10^12, to the digits of the matrix's last row. */
export function addOwned(digits: number[], { goods, owned }: Limbs, anyTop: boolean): void {
  const oneHigh = Math.floor(WEIGHT_ONE / 2 ** 20);
  const oneLow = WEIGHT_ONE - oneHigh * 2 ** 20;
  let first = (goods - 1) * goods * DIGITS;
  for (let h = 0; h < 3 * goods; h += 3, first += DIGITS) {
    const low = owned[h] as number;
    const middle = owned[h + 1] as number;
    addCell(digits, first, oneLow * low, oneHigh * low, oneLow * middle, oneHigh * middle);
    if (!anyTop) continue;
    const top = owned[h + 2] as number;
    addDigits(digits, first + 2, oneLow * top);
    addShifted(digits, first + 2, oneHigh * top);
  }
}

function addCell(
  digits: number[],
  first: number,
  lowLow: number,
  highLow: number,
  lowMiddle: number,
  highMiddle: number,
): void {
  addDigits(digits, first, lowLow);
  addShifted(digits, first, highLow);
  addDigits(digits, first + 1, lowMiddle);
  addShifted(digits, first + 1, highMiddle);
}
