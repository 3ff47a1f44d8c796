import type { AgentId } from '@bagehot/kernel';
import { type Accounts, type Column, type MoneyGrid, quanta, type Register } from '@bagehot/kernel/quanta';
import { optionProblems } from './input-reading.js';
import type { MoneyMarketPorts } from './protocols/ports.js';

/** Issues reserves; never runs out of them. */
export const CENTRAL_BANK: AgentId = 'CB';
/** Issues bonds; its reserves are not bank reserves. */
export const TREASURY: AgentId = 'treasury';
/** Station of netted payments; holds nothing afterwards. */
export const CLEARING_HOUSE: AgentId = 'clearing-house';
/** Holds claims that are pledged to the central bank; never money. */
export const CUSTODY: AgentId = 'CB/custody';

const DEFAULT_ASSET = 'reserves';

/** The money of a market on the integer face of the economy's ledger and register. */
export interface Money {
  readonly accounts: Accounts;
  readonly register: Register;
  /** Balances of the money that is lent. */
  readonly column: Column;
  readonly asset: string;
  readonly grid: MoneyGrid;
  /** The clock's tick, or the ledger's day. */
  tick(): number;
  /** The agent's index, or -1: unknown to the ledger, or kept out by the registry. */
  find(agent: unknown): number;
}

/**
 * Looks the money up, and declares it (issued by `CB`) if nobody has.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` without a ledger or register; KernelError `BAD_KERNEL_INPUT` for a ledger or register that the kernel did not make
 */
export function moneyOf(ports: MoneyMarketPorts): Money {
  const { ledger, contracts, agents, clock, asset = DEFAULT_ASSET } = ports;
  const problems = optionProblems();
  for (const [path, port] of Object.entries({ ledger, contracts }))
    if (port === undefined)
      problems.add('INVALID_CONFIG', path, port, "given: the economy's, or that of reserveAccounts");
  problems.check();
  const accounts = quanta(ledger);
  const register = quanta(contracts);
  if (!accounts.hasAsset(asset)) accounts.issue(asset, CENTRAL_BANK);
  const column = accounts.column(asset);
  return {
    accounts,
    register,
    column,
    asset,
    grid: column.grid,
    tick: () => clock?.tick ?? accounts.day,
    find: (agent) =>
      typeof agent === 'string' && (agents === undefined || agents.has(agent)) ? accounts.find(agent) : -1,
  };
}
