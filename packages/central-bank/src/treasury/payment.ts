import type { AgentId } from '@bagehot/kernel';
import { InsufficientReservesError, InvalidAgentIDError } from '../errors.js';
import { readAmount } from '../input-reading.js';
import { type Money, TREASURY } from '../money.js';
import { type AmountInput, formatAmount } from '../numbers.js';
import { refused } from '../refusal.js';
import type { Parts } from './pass-through.js';

/**
 * Reads whom the treasury pays, or from whom it takes, how much.
 *
 * @returns one part, or none for an amount of 0
 * @throws InvalidAgentIDError, InvalidAmountError
 */
export function readPayment(agentId: AgentId, amount: AmountInput, money: Money): Parts {
  const agent = money.find(agentId);
  if (agent === -1 || agent === money.column.issuer || agentId === TREASURY)
    throw new InvalidAgentIDError(
      'INVALID_AGENT_ID',
      ...refused('agentId', agentId, 'a registered agent other than central bank and treasury'),
    );
  const quanta = readAmount('amount', amount, money.grid);
  return quanta === 0n ? [] : [[agent, quanta]];
}

/** @throws InsufficientReservesError when the agent has less than that */
export function requireCovered(agent: number, amount: bigint, { accounts, column, grid }: Money): void {
  if (column.covers(agent, amount)) return;
  const name = accounts.nameOf(agent);
  const [needed, available] = [formatAmount(amount, grid), formatAmount(column.get(agent), grid)];
  throw new InsufficientReservesError(
    'INSUFFICIENT_RESERVES',
    { agent: name, needed, available },
    `${name} has ${available} and cannot pay ${needed}`,
  );
}

/** Passes money on, with a memo for the journal. */
export function transferOf(money: Money, kind: string, from: number, to: number, amount: bigint, memo: string): void {
  const { accounts, column, tick } = money;
  const reference = memo === '' ? -1 : accounts.label(memo);
  column.moveOn(tick(), accounts.label(kind), from, to, amount, reference);
}
