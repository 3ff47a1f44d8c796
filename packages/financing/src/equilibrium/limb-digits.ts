// Whole numbers as digits of 26 bits, each a double with room for counts beyond its base: adding to them is exact and order makes no difference. Cell c of a
// list of numbers has the digits from c * DIGITS on, the least significant one first.

/** Base of the digits, 2^26. */
export const LIMB: number = 2 ** 26;
/** Digits of a number: products of 40 and 65 bits, 2^31 times. */
export const DIGITS = 6;

/** Bits of a digit that lie above a shift by 20. */
const ABOVE_SHIFT = 2 ** 6;
const SHIFT = 2 ** 20;

/**
 * Adds `sum` at a digit.
 *
 * @param sum - a whole number, at least 0 and less than 2^53
 */
export function addDigits(digits: number[], index: number, sum: number): void {
  const high = Math.floor(sum / LIMB);
  digits[index] = (digits[index] as number) + (sum - high * LIMB);
  digits[index + 1] = (digits[index + 1] as number) + high;
}

/** Adds `sum * 2^20` at a digit. */
export function addShifted(digits: number[], index: number, sum: number): void {
  const high = Math.floor(sum / ABOVE_SHIFT);
  digits[index] = (digits[index] as number) + (sum - high * ABOVE_SHIFT) * SHIFT;
  addDigits(digits, index + 1, high);
}

/** Carries what exceeds the base on to the next digit, in every number of the list. */
export function carry(digits: number[]): void {
  for (let start = 0; start < digits.length; start += DIGITS)
    for (let index = start; index < start + DIGITS - 1; index++) {
      const digit = digits[index] as number;
      if (digit < LIMB) continue;
      const high = Math.floor(digit / LIMB);
      digits[index] = digit - high * LIMB;
      digits[index + 1] = (digits[index + 1] as number) + high;
    }
}

/** The numbers of a list whose digits have been carried. */
export function wholes(digits: readonly number[]): readonly bigint[] {
  const list: bigint[] = [];
  for (let start = 0; start < digits.length; start += DIGITS) {
    let whole = BigInt(pair(digits, start));
    const middle = pair(digits, start + 2);
    const top = pair(digits, start + 4);
    if (middle !== 0) whole += BigInt(middle) << 52n;
    if (top !== 0) whole += BigInt(top) << 104n;
    list.push(whole);
  }
  return list;
}

/** A digit and the next one. */
function pair(digits: readonly number[], index: number): number {
  return (digits[index] as number) + (digits[index + 1] as number) * LIMB;
}

/** The double nearest to the number that starts at `start`, whose digits have been carried: what `Number` makes of it. */
export function nearestDouble(digits: readonly number[], start: number): number {
  let top = start + DIGITS - 1;
  while (top > start && digits[top] === 0) top--;
  const at = (index: number): number => (index < start ? 0 : (digits[index] as number));
  const leading = at(top) * LIMB + at(top - 1);
  let following = at(top - 2) * LIMB + at(top - 3);
  // Whatever lies lower only matters for being there: it breaks a tie.
  if (following % 2 === 0 && (at(top - 4) !== 0 || at(top - 5) !== 0)) following++;
  // Both parts are whole and below 2^52, so this rounds once.
  let nearest = leading * LIMB * LIMB + following;
  for (let place = top - 3; place < start; place++) nearest /= LIMB;
  for (let place = start; place < top - 3; place++) nearest *= LIMB;
  return nearest;
}
