import { type Arbitrary, integer, nat, oneof, record } from 'fast-check';
import type { DealerPosition } from '../dealer-quote.js';
import { amount } from './amount.js';

const QUANTUM = '0.000000000001';

/**
 * What a dealer may have, on the default money grid: few tickets or many, no cash or plenty.
 *
 * @param options.overdrawn - also dealers with negative cash; not unless asked for
 */
export function dealerPosition(options: { readonly overdrawn?: boolean } = {}): Arbitrary<DealerPosition> {
  const least = options.overdrawn === true ? -20 : 0;
  return record({
    ticketCount: oneof(nat(12), integer({ min: 0, max: 20_000 })),
    cash: oneof(
      amount({ min: least, max: 20, quantum: '0.01' }),
      amount({ min: least, max: 20, quantum: QUANTUM }),
      amount({ min: least, max: 50_000, quantum: QUANTUM }),
    ),
  });
}
