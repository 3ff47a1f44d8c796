import { InsufficientReservesError, InvalidAgentIDError } from '../errors.js';
import type { Money } from '../money.js';
import { formatAmount } from '../numbers.js';
import { refused } from '../refusal.js';

/** @returns the index of somebody the ledger knows, and not the central bank itself @throws InvalidAgentIDError `INVALID_AGENT_ID` */
export function readCustomer(money: Money, agentId: unknown): number {
  const agent = money.find(agentId);
  if (agent !== -1 && agent !== money.column.issuer) return agent;
  const [details, message] = refused('agentId', agentId, 'an agent of the ledger other than the central bank');
  throw new InvalidAgentIDError('INVALID_AGENT_ID', details, message);
}

/** @throws InsufficientReservesError `INSUFFICIENT_RESERVES` for an agent that has less */
export function requireReserves({ accounts, column, grid }: Money, agent: number, units: bigint): void {
  if (column.covers(agent, units) || accounts.overdraws(agent)) return;
  const name = accounts.nameOf(agent);
  const [needed, available] = [formatAmount(units, grid), formatAmount(column.get(agent), grid)];
  throw new InsufficientReservesError(
    'INSUFFICIENT_RESERVES',
    { agent: name, needed, available },
    `${JSON.stringify(name)} needs ${needed} and has ${available}`,
  );
}
