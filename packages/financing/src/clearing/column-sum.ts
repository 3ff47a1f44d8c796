import { sumError, type Wide, wideSum } from './double-double.js';

/** Up to so many amounts add up exactly. */
export const MOST_AMOUNTS: number = 2 ** 24;

/**
 * The exact sum of the amounts in the given cells: whole numbers of one sign, below 2^53 each.
 *
 * The running sum is rounded, and what rounding takes off, whole numbers too, is added up beside it. A sum of n amounts is below n * 2^53, so each rounding
 * takes off at most n, and all of them at most n * n: below 2^53, hence exact, for up to {@link MOST_AMOUNTS} amounts.
 */
export function columnSum(amounts: Float64Array, cells: Int32Array): Wide {
  let hi = 0;
  let lo = 0;
  for (let i = 0; i < cells.length; i++) {
    const amount = amounts[cells[i] as number] as number;
    const next = hi + amount;
    lo += sumError(hi, amount, next);
    hi = next;
  }
  return wideSum(hi, lo);
}
