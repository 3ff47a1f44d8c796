// Whole numbers as digits of 25 bits, each a double with room for counts beyond its base: adding to them is exact and order makes no difference. Cell c of a
// list of numbers has the digits from c * DIGITS on, the least significant one first.

/** Bits of a digit. */
const LIMB_BITS = 25;
/** Base of the digits. */
const LIMB = 2 ** LIMB_BITS;
/** Digits of a number: products of 40 and 65 bits, 2^31 times. */
export const DIGITS = 6;

/**
 * Adds `sum` at a digit.
 *
 * @param sum - a whole number, at least 0 and less than 2^53
 */
export function addDigits(digits: number[], index: number, sum: number): void {
  const high = Math.floor(sum / 2 ** 25);
  digits[index] = (digits[index] as number) + (sum - high * 2 ** 25);
  digits[index + 1] = (digits[index + 1] as number) + high;
}

/** Adds `sum * 2^20` at a digit. */
export function addShifted(digits: number[], index: number, sum: number): void {
  const high = Math.floor(sum / 2 ** 5);
  digits[index] = (digits[index] as number) + (sum - high * 2 ** 5) * 2 ** 20;
  addDigits(digits, index + 1, high);
}

/** Carries what lies beyond the base, or below 0, on to the next digit, in every number of the list. None may be less than 0 as a whole. */
export function carry(digits: number[]): void {
  for (let start = 0; start < digits.length; start += DIGITS)
    for (let index = start; index < start + DIGITS - 1; index++) {
      const digit = digits[index] as number;
      if (digit >= 0 && digit < 2 ** 25) continue;
      const high = Math.floor(digit / 2 ** 25);
      digits[index] = digit - high * 2 ** 25;
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
    if (middle !== 0) whole += BigInt(middle) << BigInt(2 * LIMB_BITS);
    if (top !== 0) whole += BigInt(top) << BigInt(4 * LIMB_BITS);
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
  // The highest of four digits: those above are 0.
  let top = start + DIGITS - 1;
  while (top > start + 3 && digits[top] === 0) top--;
  const leading = pair(digits, top - 1);
  let following = pair(digits, top - 3);
  // Whatever lies lower only matters for being there: it breaks a tie.
  if (anyDigit(digits, start, top - 3) && following % 2 === 0) following++;
  // Both parts are whole and below 2^50, so this rounds once.
  let nearest = leading * LIMB * LIMB + following;
  for (let place = start; place < top - 3; place++) nearest *= LIMB;
  return nearest;
}

/** Is there a digit but 0 from `start` to before `end`? */
function anyDigit(digits: readonly number[], start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (digits[index] !== 0) return true;
  return false;
}
