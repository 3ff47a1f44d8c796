import { type Decimal, decimalPlaces, fromUnits, RATIO_DP, unitsOf } from './decimal.js';
import { badInput } from './errors.js';

/**
 * Where a quotient goes that is no whole number: down (`floor`), up (`ceiling`), towards zero (`truncate`), or to the nearest one with ties
 * to the even neighbour (`half-even`) or away from zero (`half-up`).
 */
export type Rounding = 'floor' | 'ceiling' | 'truncate' | 'half-even' | 'half-up';

/**
 * Divides integers and rounds once, correctly for negative numerators too. The only rounding there is in integer engines, apart from `allocateQuanta`.
 *
 * @param divisor - greater than 0
 * @throws KernelError `BAD_KERNEL_INPUT` when the divisor is not positive
 * @example
 * divRound(-7n, 2n, 'floor'); // -4n
 * divRound(-7n, 2n, 'half-even'); // -4n
 */
export function divRound(numerator: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor <= 0n) throw badInput('divisor', divisor, 'greater than 0');
  const quotient = numerator / divisor;
  const rest = numerator - quotient * divisor;
  if (rest === 0n) return quotient;
  // `/` truncates: the exact quotient lies beyond `quotient`, on the side of the numerator's sign.
  const away = rest < 0n ? quotient - 1n : quotient + 1n;
  switch (rounding) {
    case 'floor':
      return rest < 0n ? away : quotient;
    case 'ceiling':
      return rest < 0n ? quotient : away;
    case 'truncate':
      return quotient;
    default: {
      const twice = rest < 0n ? -2n * rest : 2n * rest;
      if (twice < divisor) return quotient;
      if (twice > divisor || rounding === 'half-up') return away;
      return (quotient & 1n) === 0n ? quotient : away;
    }
  }
}

/** Integer floor division for loops: `divRound(numerator, divisor, 'floor')` without the checks. The divisor must be positive. */
export function floorDiv(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / divisor;
  return numerator < 0n && quotient * divisor !== numerator ? quotient - 1n : quotient;
}

/** Integer half-even division for loops: `divRound(numerator, divisor, 'half-even')` without the checks. The divisor must be positive. */
export function halfEvenDiv(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / divisor;
  const rest = numerator - quotient * divisor;
  if (rest === 0n) return quotient;
  const twice = rest < 0n ? -2n * rest : 2n * rest;
  if (twice < divisor || (twice === divisor && (quotient & 1n) === 0n)) return quotient;
  return rest < 0n ? quotient - 1n : quotient + 1n;
}

/**
 * Divides decimals and rounds the exact quotient once. `a.div(b)` is the same with 24 decimals, half-even; rounding that result again would round twice.
 *
 * @param options.decimals - digits kept after the point, 24 unless given
 * @param options.rounding - half-even unless given
 * @throws KernelError `BAD_KERNEL_INPUT` when the divisor is 0 or `decimals` is no integer from 0 to 1000
 */
export function quotient(
  numerator: Decimal,
  divisor: Decimal,
  options: { readonly decimals?: number; readonly rounding?: Rounding } = {},
): Decimal {
  const { decimals = RATIO_DP, rounding = 'half-even' } = options;
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 1000)
    throw badInput('decimals', decimals, 'an integer from 0 to 1000');
  if (divisor.eq(0)) throw badInput('divisor', divisor, 'different from 0');
  const places = Math.max(decimalPlaces(numerator), decimalPlaces(divisor));
  const n = (unitsOf(numerator, places) as bigint) * 10n ** BigInt(decimals);
  const d = unitsOf(divisor, places) as bigint;
  return fromUnits(d < 0n ? divRound(-n, -d, rounding) : divRound(n, d, rounding), decimals);
}
