import { type Arbitrary, array, constant, integer, oneof } from 'fast-check';
import { type Decimal, decimal, ONE, ZERO } from '../decimal.js';
import { badInput } from '../errors.js';
import { amount } from './amount.js';

/**
 * Weights to share something by: at least 0 each, at least one positive. Many are equal, some are 0, some have many digits or are tiny beside the others.
 *
 * @param size.minLength - at least 1, which is the default
 * @param size.maxLength - 20 unless given
 * @throws KernelError `BAD_KERNEL_INPUT` when no list may have these lengths
 */
export function weights(
  size: { readonly minLength?: number; readonly maxLength?: number } = {},
): Arbitrary<readonly Decimal[]> {
  const { minLength = 1, maxLength = Math.max(20, minLength) } = size;
  if (!(minLength >= 1 && minLength <= maxLength))
    throw badInput('minLength', minLength, 'at least 1 and at most maxLength');
  const weight = oneof(
    integer({ min: 1, max: 5 }).map((count) => decimal(count)),
    amount({ max: 1000, quantum: '0.000000000001' }),
    constant(ZERO),
    constant(decimal('0.000000000000000001')),
  );
  return array(weight, { minLength, maxLength }).map((list) =>
    list.some((one) => one.gt(0)) ? list : [ONE, ...list.slice(1)],
  );
}
