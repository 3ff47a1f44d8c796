import type { RingSnapshot } from '@bagehot/ring';
import type { EconomySnapshot } from './economy.js';

/**
 * A run between two days as plain JSON: the ledger, the contracts with their ticket window, the seed, and what the engines know beyond them.
 * Streams need no state, because whatever draws during a run draws from a stream of its day.
 */
export interface RunSnapshot {
  readonly kind: 'run';
  readonly version: 1;
  readonly economy: EconomySnapshot;
  readonly ring: RingSnapshot;
}
