import { type Arbitrary, constant, oneof, record } from 'fast-check';
import type { Anchors } from '../dealer-quote.js';
import { ZERO } from '../decimal.js';
import { amount } from './amount.js';

const QUANTUM = '0.000000000001';

/**
 * Anchors of a value-based trader on the default money grid. Among them are mids of 0 or below the guard, spreads of 0, and spreads so wide
 * that the outside bid is negative.
 */
export function anchors(): Arbitrary<Anchors> {
  const level = oneof(
    amount({ max: 2, quantum: '0.01' }),
    amount({ max: 2, quantum: QUANTUM }),
    amount({ max: 1000, quantum: QUANTUM }),
  );
  return record({ mid: level, spread: oneof(level, constant(ZERO)) });
}
