import { type Arbitrary, array, bigInt, constant, constantFrom, integer, oneof, record } from 'fast-check';
import type { ClearingBook } from '../protocols/clearing.js';

/** What books are drawn. */
export interface ClearingBookShape {
  /**
   * Orders on each side at most.
   *
   * @defaultValue 6
   */
  readonly maxOrders?: number;
  /**
   * Whether orders have limit rates: some of them, none, or all.
   *
   * @defaultValue 'some'
   */
  readonly limits?: 'some' | 'none' | 'all';
}

const BASIS_POINT = 10n ** 8n;
/** Few different rates, so that levels hold several orders; and any rate. */
const rates: Arbitrary<bigint> = oneof(
  { weight: 5, arbitrary: integer({ min: -2, max: 8 }).map((percent) => BigInt(percent) * 100n * BASIS_POINT) },
  { weight: 1, arbitrary: bigInt({ min: -BASIS_POINT, max: 1000n * BASIS_POINT }) },
);
const amounts: Arbitrary<bigint> = oneof(
  bigInt({ min: 1n, max: 20n }),
  bigInt({ min: 1n, max: 100_000n }),
  bigInt({ min: 1n, max: 10n ** 24n }),
);

/** Books for clearing rules: none, few and many orders, ties, agents with several orders, supplies of 0 (the lender has spent what it offered). */
export function clearingBooks(shape: ClearingBookShape = {}): Arbitrary<ClearingBook> {
  const { maxOrders = 6, limits = 'some' } = shape;
  const none = constant(null);
  const limit = limits === 'none' ? none : limits === 'all' ? rates : oneof({ weight: 3, arbitrary: rates }, none);
  const orders = (side: string, units: Arbitrary<bigint>) =>
    array(record({ agent: integer({ min: 1, max: 4 }).map((k) => `${side}${k}`), units, limit }), {
      maxLength: maxOrders,
    });
  return record({
    tick: constantFrom(0, 1, 7),
    policyRate: rates,
    supplies: orders('L', oneof({ weight: 9, arbitrary: amounts }, constant(0n))),
    requests: orders('B', amounts),
  }).map(({ tick, policyRate, supplies, requests }) => ({
    tick,
    policyRate,
    supplies: supplies.map(({ agent, units, limit: minRate }, i) => ({ seq: i + 1, agent, units, minRate })),
    requests: requests.map(({ agent, units, limit: maxRate }, i) => ({ seq: i + 1, agent, units, maxRate })),
  }));
}
