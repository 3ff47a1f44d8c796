/** Powers of ten up to this exponent are doubles. */
export const LARGEST_EXACT_POWER = 22;

const POWERS: readonly number[] = Array.from({ length: LARGEST_EXACT_POWER + 1 }, (_, exponent) =>
  Number(`1e${exponent}`),
);

/**
 * 10^exponent, exactly.
 *
 * @param exponent - from 0 to 22
 */
export function powerOfTen(exponent: number): number {
  return POWERS[exponent] as number;
}
