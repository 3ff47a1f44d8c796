import { RingError } from './errors.js';
import type { RunOutcome } from './events.js';
import { Ring } from './ring.js';
import type { RingEngine, RingPorts } from './ring-engine.js';
import type { RingSnapshot } from './snapshot.js';
import type { ExplicitWorld, RingWorld } from './world.js';

/**
 * The ring's day engine: who owes whom, what is paid when, and who fails.
 *
 * Opens the world's agents on the ledger, carries out the initial actions and lets the phases begin; or, given a snapshot, takes up where it was taken.
 *
 * @throws RingError when the world, the rules, the schedule or the snapshot cannot be run; the ledger is then as it was
 * @example
 * const ring = createRing(world, { ledger, contracts, random, events });
 * while (ring.day < 30 && ring.runDay() === 'active');
 */
export function createRing(world: RingWorld | ExplicitWorld, ports: RingPorts, snapshot?: RingSnapshot): RingEngine {
  return new Ring(world, ports, snapshot);
}

/**
 * Runs a ring until it is stable, ends by itself or has run `maxDays` days, and logs how it ended.
 *
 * @param options.maxDays - days entered at most, greater than 0
 */
export function runRing(ring: RingEngine, options: { readonly maxDays: number }): RunOutcome {
  const { maxDays } = options;
  if (!Number.isInteger(maxDays) || maxDays < 1)
    throw new RingError(
      'INVALID_WORLD',
      { field: 'maxDays', reason: 'not an integer of at least 1' },
      `maxDays must be an integer of at least 1, but is ${maxDays}`,
    );
  while (ring.outcome === undefined) {
    if (ring.day >= maxDays) ring.stop('max-days');
    else if (ring.runDay() === 'quiet') ring.stop('stable');
  }
  return ring.outcome;
}
