import { badInput, KernelError } from '../errors.js';
import { formatQuanta, moneyGrid, toQuanta } from '../grid.js';
import type { AgentId } from '../identity.js';
import { Accounts } from './accounts.js';
import type { AgentOptions } from './agent-table.js';
import type { JournalLevel } from './transactions.js';

/** A ledger as plain JSON. */
export interface LedgerSnapshot {
  readonly kind: 'ledger';
  readonly version: 1;
  readonly moneyDecimals: number;
  /** In order of opening. */
  readonly agents: readonly { readonly name: AgentId; readonly kind?: string; readonly mayOverdraw?: boolean }[];
  /** In order of declaration. */
  readonly assets: readonly { readonly name: string; readonly issuer: AgentId; readonly decimals: number }[];
  /** Owner, asset and amount of every balance that is not 0: by agent; those of a family in the order of `held`. */
  readonly balances: readonly (readonly [AgentId, string, string])[];
}

/** The state of the accounts. */
export function snapshotAccounts(accounts: Accounts): LedgerSnapshot {
  const names = accounts.agentNames();
  const assets = Array.from({ length: accounts.assetCount }, (_, index) => accounts.columnAt(index));
  return {
    kind: 'ledger',
    version: 1,
    moneyDecimals: accounts.grid.decimals,
    agents: names.map((name, agent) => ({ name, ...openedWith(accounts, agent) })),
    assets: assets.map(({ name, issuer, grid }) => ({
      name,
      issuer: names[issuer] as string,
      decimals: grid.decimals,
    })),
    balances: names.flatMap((name, agent) => balancesOf(accounts, agent, name)),
  };
}

/**
 * The accounts a snapshot describes. Their journal is empty: the snapshot is the opening state.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` on another kind or version, or balances twice; `INVARIANT_VIOLATED` when an asset does not sum to zero; what `open` and `issue` throw
 */
export function restoreAccounts(snapshot: LedgerSnapshot, level: JournalLevel): Accounts {
  requireKind(snapshot, 'ledger');
  const accounts = new Accounts(moneyGrid(snapshot.moneyDecimals), level);
  for (const { name, ...options } of snapshot.agents) accounts.open(name, options);
  for (const { name, issuer, decimals } of snapshot.assets) accounts.issue(name, issuer, { decimals });
  for (const [owner, asset, amount] of snapshot.balances) {
    const column = accounts.column(asset);
    const agent = accounts.indexOf(owner);
    if (column.get(agent) !== 0n) throw badInput(`balance of ${owner} in ${asset}`, amount, 'given once');
    column.restore(agent, toQuanta(column.grid, amount));
  }
  for (let index = 0; index < accounts.assetCount; index++) requireZero(accounts, index);
  accounts.transactions.restart();
  return accounts;
}

/**
 * Refuses what is no snapshot of that kind in version 1.
 *
 * @throws KernelError `BAD_KERNEL_INPUT`
 */
export function requireKind(snapshot: { readonly kind: string; readonly version: number }, kind: string): void {
  if (snapshot.kind !== kind) throw badInput('kind of the snapshot', snapshot.kind, JSON.stringify(kind));
  if (snapshot.version !== 1) throw badInput('version of the snapshot', snapshot.version, '1');
}

function openedWith(accounts: Accounts, agent: number): AgentOptions {
  const kind = accounts.kindOf(agent);
  return { ...(kind === undefined ? {} : { kind }), ...(accounts.overdraws(agent) ? { mayOverdraw: true } : {}) };
}

function balancesOf(accounts: Accounts, agent: number, name: AgentId): (readonly [AgentId, string, string])[] {
  const balances: (readonly [AgentId, string, string])[] = [];
  const seen: Set<string> = new Set();
  const add = (index: number): void => {
    const column = accounts.columnAt(index);
    const quanta = column.get(agent);
    if (quanta !== 0n) balances.push([name, column.name, formatQuanta(column.grid, quanta)]);
  };
  for (let index = 0; index < accounts.assetCount; index++) {
    const asset = accounts.columnAt(index).name;
    const slash = asset.indexOf('/');
    const family = slash === -1 ? undefined : asset.slice(0, slash);
    if (family !== undefined && !seen.has(family)) {
      seen.add(family);
      for (const held of accounts.held(agent, family)) add(held);
    }
    // Positive positions of a family stand in the order in which they arose.
    if (family === undefined || accounts.columnAt(index).get(agent) < 0n) add(index);
  }
  return balances;
}

function requireZero(accounts: Accounts, index: number): void {
  const column = accounts.columnAt(index);
  const total = column.sum();
  if (total === 0n) return;
  const message = `${JSON.stringify(column.name)} sums to ${formatQuanta(column.grid, total)}, not to 0`;
  throw new KernelError('INVARIANT_VIOLATED', { invariant: 'columns sum to zero', message }, message);
}
