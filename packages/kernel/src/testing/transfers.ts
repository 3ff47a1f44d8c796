import fc, { type Arbitrary } from 'fast-check';
import { decimal } from '../decimal.js';
import type { AgentId } from '../identity.js';
import type { Transfer } from '../ledger/ledger.js';

/** Whole units fit every grid; the others are refused by every ledger. */
const REFUSED = ['0', '-1', '0.0000000000000000001'] as const;

/**
 * Transfers of `cash` between the given agents, valid and invalid, to be tried one after another: some overdraw, some are from an agent to itself, off
 * the grid, not positive, or name an agent or an asset that nobody has heard of.
 *
 * @param agents - at least one; the issuer of `cash` among them brings money into circulation
 */
export function transfers(agents: readonly AgentId[]): Arbitrary<readonly Transfer[]> {
  const agent = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...agents) },
    { weight: 1, arbitrary: fc.constant('no such agent') },
  );
  const amount = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 1, max: 100 }).map((units) => decimal(units)) },
    { weight: 1, arbitrary: fc.constantFrom(...REFUSED).map((text) => decimal(text)) },
  );
  const asset = fc.oneof(
    { weight: 30, arbitrary: fc.constant('cash') },
    { weight: 1, arbitrary: fc.constant('no such asset') },
  );
  const kind = fc.constantFrom('trade', 'settlement', 'gift');
  const transfer = fc.record({ day: fc.nat({ max: 30 }), kind, asset, from: agent, to: agent, amount });
  return fc.array(transfer, { maxLength: 40 });
}
