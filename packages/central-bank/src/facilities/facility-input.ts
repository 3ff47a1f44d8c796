import { InsufficientReservesError, InvalidAgentIDError, InvalidTickError } from '../errors.js';
import type { Money } from '../money.js';
import { formatAmount } from '../numbers.js';
import type { Clock } from '../protocols/ports.js';

/** @returns the index of somebody the ledger knows, and not the central bank itself @throws InvalidAgentIDError `INVALID_AGENT_ID` */
export function readCustomer(money: Money, agentId: unknown): number {
  const agent = money.find(agentId);
  if (agent !== -1 && agent !== money.column.issuer) return agent;
  const value = String(agentId);
  const allowed = 'an agent of the ledger other than the central bank';
  throw new InvalidAgentIDError(
    'INVALID_AGENT_ID',
    { field: 'agentId', value, allowed },
    `agentId must be ${allowed}, but is ${JSON.stringify(value)}`,
  );
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

/** The error for a tick that cannot begin. */
export function invalidTick(tick: unknown, allowed: string): InvalidTickError {
  const value = String(tick);
  return new InvalidTickError(
    'INVALID_TICK',
    { field: 'tick', value, allowed },
    `tick must be ${allowed}, but is ${value}`,
  );
}

/** Sets the ledger's day to a tick that begins; with a clock it only has to agree. @throws InvalidTickError `INVALID_TICK` */
export function setTick(money: Money, clock: Clock | undefined, tick: number | undefined): void {
  const now = money.tick();
  if (tick === undefined || tick === now) return;
  if (clock !== undefined) throw invalidTick(tick, `the clock's, ${now}`);
  if (!Number.isSafeInteger(tick) || tick < now) throw invalidTick(tick, `a whole number of at least ${now}`);
  money.accounts.day = tick;
}
