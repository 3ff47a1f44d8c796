import type { AgentId } from '@bagehot/kernel';
import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { RATE_ONE } from '../numbers.js';
import { SnapshotFields } from '../snapshot-fields.js';

/** Something pledged, in quanta and units. */
export interface PledgeUnits {
  readonly assetId: string;
  readonly value: bigint;
  readonly haircut: bigint;
}

/** A collateral pool as plain JSON: agents in the ledger's order, amounts and shares as texts. */
export interface CollateralPoolSnapshot {
  readonly kind: 'collateral-pool';
  readonly version: 1;
  readonly agents: readonly {
    readonly agent: AgentId;
    readonly outstanding: string;
    /** In the order pledged. */
    readonly pledges: readonly { readonly assetId: string; readonly value: string; readonly haircut: string }[];
  }[];
}

/** What an agent owes and has pledged. */
export interface PoolAccount {
  readonly agent: AgentId;
  readonly outstanding: bigint;
  readonly pledges: readonly PledgeUnits[];
}

/**
 * The accounts a snapshot describes.
 *
 * @throws SnapshotError with every problem found
 */
export function readPoolSnapshot(state: unknown, grid: MoneyGrid): readonly PoolAccount[] {
  const fields = new SnapshotFields();
  const pool = fields.record(state, 'pool', ['kind', 'version', 'agents']);
  fields.exactly(pool.get('kind'), 'pool.kind', 'collateral-pool');
  fields.exactly(pool.get('version'), 'pool.version', 1);
  const seen: Set<string> = new Set();
  const accounts = fields.list(pool.get('agents'), 'pool.agents').map((value, k) => {
    const path = `pool.agents[${k}]`;
    const account = fields.record(value, path, ['agent', 'outstanding', 'pledges']);
    const agent = fields.text(account.get('agent'), `${path}.agent`);
    if (seen.has(agent)) fields.refuse(`${path}.agent`, agent, 'listed once');
    seen.add(agent);
    return {
      agent,
      outstanding: fields.amount(account.get('outstanding'), `${path}.outstanding`, grid),
      pledges: readPledges(fields, account.get('pledges'), `${path}.pledges`, grid),
    };
  });
  fields.check();
  return accounts;
}

function readPledges(fields: SnapshotFields, value: unknown, path: string, grid: MoneyGrid): readonly PledgeUnits[] {
  const seen: Set<string> = new Set();
  return fields.list(value, path).map((entry, k) => {
    const at = `${path}[${k}]`;
    const pledge = fields.record(entry, at, ['assetId', 'value', 'haircut']);
    const assetId = fields.text(pledge.get('assetId'), `${at}.assetId`);
    if (seen.has(assetId)) fields.refuse(`${at}.assetId`, assetId, 'pledged once');
    seen.add(assetId);
    const haircut = fields.rate(pledge.get('haircut'), `${at}.haircut`);
    if (haircut < 0n || haircut > RATE_ONE) fields.refuse(`${at}.haircut`, pledge.get('haircut'), 'from 0 to 1');
    return { assetId, value: fields.amount(pledge.get('value'), `${at}.value`, grid), haircut };
  });
}
