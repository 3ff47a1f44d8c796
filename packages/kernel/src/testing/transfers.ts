import { type Arbitrary, array, constant, constantFrom, integer, nat, oneof, record } from 'fast-check';
import { decimal } from '../decimal.js';
import type { AgentId } from '../identity.js';
import type { Transfer } from '../ledger/ledger.js';

/** Whole units fit every grid; these are refused by every ledger. */
const REFUSED = ['0', '-1', '0.0000000000000000001'] as const;

/**
 * Transfers of `cash` between the given agents, valid and invalid, to be tried one after another: some overdraw, some are from an agent to itself, off
 * the grid, not positive, or name an agent or an asset that nobody has heard of.
 *
 * @param agents - at least one; the issuer of `cash` among them brings money into circulation
 */
export function transfers(agents: readonly AgentId[]): Arbitrary<readonly Transfer[]> {
  const mostly = <T>(usual: Arbitrary<T>, rare: Arbitrary<T>): Arbitrary<T> =>
    oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: rare });
  const agent = mostly(constantFrom(...agents), constant('no such agent'));
  const amount = mostly(
    integer({ min: 1, max: 100 }).map((units) => decimal(units)),
    constantFrom(...REFUSED).map((text) => decimal(text)),
  );
  const asset = mostly(constant('cash'), constant('no such asset'));
  const kind = constantFrom('trade', 'settlement', 'gift');
  const transfer = record({ day: nat({ max: 30 }), kind, asset, from: agent, to: agent, amount });
  return array(transfer, { maxLength: 40 });
}
