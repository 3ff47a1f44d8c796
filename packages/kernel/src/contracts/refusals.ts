import { KernelError } from '../errors.js';
import { formatQuanta, type MoneyGrid } from '../grid.js';
import type { AgentId, ContractId } from '../identity.js';

/** The error for an id or index of no open contract. */
export function unknownContract(id: string): KernelError<'UNKNOWN_CONTRACT'> {
  return new KernelError('UNKNOWN_CONTRACT', { contract: id }, `there is no open contract ${JSON.stringify(id)}`);
}

/** @throws KernelError `NOT_POSITIVE` for an amount of 0 or less */
export function requirePositive(grid: MoneyGrid, amount: bigint): void {
  if (amount <= 0n) throw notPositive(grid, amount);
}

/** The error for an amount of 0 or less. */
export function notPositive(grid: MoneyGrid, amount: bigint): KernelError<'NOT_POSITIVE'> {
  const text = formatQuanta(grid, amount);
  return new KernelError('NOT_POSITIVE', { amount: text }, `the amount must be more than 0, but is ${text}`);
}

/** The error for one agent on both sides of a contract or of its transfer. */
export function sameAgent(agent: AgentId, asset: string): KernelError<'SAME_AGENT'> {
  const message = `${JSON.stringify(agent)} cannot be on both sides of ${asset}`;
  return new KernelError('SAME_AGENT', { agent, asset }, message);
}

/** The error for more face than a holder (or, in a reduction, the contract) has. */
export function insufficientClaim(
  grid: MoneyGrid,
  contract: ContractId,
  holder: AgentId,
  needed: bigint,
  available: bigint,
): KernelError<'INSUFFICIENT_CLAIM'> {
  const details = { contract, holder, needed: formatQuanta(grid, needed), available: formatQuanta(grid, available) };
  const message = `${details.needed} of ${contract} is asked of ${JSON.stringify(holder)}, and there is ${details.available}`;
  return new KernelError('INSUFFICIENT_CLAIM', details, message);
}
