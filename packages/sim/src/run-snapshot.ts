import type { RingSnapshot } from '@bagehot/ring';
import type { EconomySnapshot } from './economy.js';
import { SimError } from './errors.js';

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

/** Refuses snapshots of another kind or version. @throws SimError `INVALID_SNAPSHOT` */
export function requireSnapshot(snapshot: { readonly kind: string; readonly version: number }, expected: string): void {
  const { kind, version } = snapshot;
  if (kind === expected && version === 1) return;
  const [field, value, allowed] = kind === expected ? ['version', version, 1] : ['kind', kind, expected];
  throw new SimError(
    'INVALID_SNAPSHOT',
    { field: field as string, reason: `not ${allowed}` },
    `snapshot.${field} must be ${allowed}, but is ${value}`,
  );
}
