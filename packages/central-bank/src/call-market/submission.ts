import {
  InsufficientReservesError,
  InvalidAgentIDError,
  InvalidAmountError,
  InvalidPolicyRateError,
  InvalidRateError,
  OppositeSideError,
} from '../errors.js';
import type { Money } from '../money.js';
import { formatAmount, RATE_DP, readDecimal, readQuanta, readRateUnits } from '../numbers.js';
import type { OrderBook } from './order-book.js';

/** @returns the agent's index @throws InvalidAgentIDError `INVALID_AGENT_ID` for an agent nobody has registered */
export function readAgent(money: Money, field: string, id: unknown): number {
  const agent = money.find(id);
  if (agent !== -1) return agent;
  const value = String(id);
  const allowed = 'a registered agent';
  throw new InvalidAgentIDError(
    'INVALID_AGENT_ID',
    { field, value, allowed },
    `${field} must be ${allowed}, but is ${JSON.stringify(value)}`,
  );
}

/** @returns quanta, at least 0 @throws InvalidAmountError `INVALID_AMOUNT` */
export function readAmount(money: Money, field: string, input: unknown, most?: bigint): bigint {
  const units = readQuanta(input, money.grid);
  if (units !== undefined && units >= 0n && (most === undefined || units <= most)) return units;
  const least = `at least 0 with at most ${money.grid.decimals} digits after the point`;
  const allowed =
    most === undefined ? `an amount of ${least}` : `an amount of at most ${formatAmount(most, money.grid)}, ${least}`;
  throw invalidAmount(field, input, allowed);
}

/**
 * What a lender would lend again of that which is due to it: where loans are settled as the tick begins, nothing is.
 *
 * @returns quanta, at least 0
 * @throws InvalidAmountError `INVALID_AMOUNT`
 */
export function readRenewed(money: Money, input: unknown, settlement: 'gross' | 'netted'): bigint {
  const units = readAmount(money, 'renewed', input);
  if (units > 0n && settlement !== 'netted')
    throw invalidAmount('renewed', input, "0 in a market whose settlement is 'gross'");
  return units;
}

/**
 * @returns units of 10^-12, or null where there is no limit
 * @throws InvalidAmountError `INVALID_AMOUNT` for no number, InvalidRateError `INVALID_RATE` for one with too many digits
 */
export function readLimit(field: string, input: unknown): bigint | null {
  if (input === undefined) return null;
  const units = readRateUnits(input);
  if (units !== undefined) return units;
  if (readDecimal(input) === undefined) throw invalidAmount(field, input, 'a rate such as 0.05');
  const value = String(input);
  const allowed = `a rate with at most ${RATE_DP} digits after the point`;
  throw new InvalidRateError('INVALID_RATE', { field, value, allowed }, `${field} must be ${allowed}, but is ${value}`);
}

/** @throws OppositeSideError `OPPOSITE_SIDE` for an agent that stands on the other side of the session */
export function requireSide(money: Money, agent: number, isOther: boolean): void {
  if (!isOther) return;
  const name = money.accounts.nameOf(agent);
  throw new OppositeSideError(
    'OPPOSITE_SIDE',
    { agent: name },
    `${JSON.stringify(name)} cannot lend and borrow in one session`,
  );
}

/** @throws InsufficientReservesError `INSUFFICIENT_RESERVES` for a lender that would offer more than it has */
export function requireReserves(
  { column, grid, accounts }: Money,
  orders: OrderBook,
  agent: number,
  units: bigint,
): void {
  const needed = orders.offeredBy(agent) + units;
  if (column.covers(agent, needed)) return;
  const name = accounts.nameOf(agent);
  const details = { agent: name, needed: formatAmount(needed, grid), available: formatAmount(column.get(agent), grid) };
  throw new InsufficientReservesError(
    'INSUFFICIENT_RESERVES',
    details,
    `${JSON.stringify(name)} offers ${details.needed} in all and has ${details.available}`,
  );
}

/** @throws InsufficientReservesError `INSUFFICIENT_RESERVES` for a lender that would lend more again than is due to it */
export function requireClaims(
  { grid, accounts }: Money,
  orders: OrderBook,
  agent: number,
  renewed: bigint,
  claims: bigint,
): void {
  const total = orders.renewedBy(agent) + renewed;
  if (total <= claims) return;
  const name = accounts.nameOf(agent);
  const details = { agent: name, needed: formatAmount(total, grid), available: formatAmount(claims, grid) };
  throw new InsufficientReservesError(
    'INSUFFICIENT_RESERVES',
    details,
    `${JSON.stringify(name)} would lend ${details.needed} again in all, and ${details.available} is due to it`,
  );
}

function invalidAmount(field: string, input: unknown, allowed: string): InvalidAmountError {
  const value = String(input);
  return new InvalidAmountError(
    'INVALID_AMOUNT',
    { field, value, allowed },
    `${field} must be ${allowed}, but is ${value}`,
  );
}

/** @returns units of 10^-12 @throws InvalidPolicyRateError `INVALID_POLICY_RATE` */
export function readPolicyRate(input: unknown): bigint {
  const units = readRateUnits(input);
  if (units !== undefined) return units;
  const value = String(input);
  const allowed = `a rate with at most ${RATE_DP} digits after the point`;
  throw new InvalidPolicyRateError(
    'INVALID_POLICY_RATE',
    { field: 'policyRate', value, allowed },
    `policyRate must be ${allowed}, but is ${value}`,
  );
}
