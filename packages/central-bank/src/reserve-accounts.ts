import { type AgentId, type ContractRegister, createContracts, createLedger, type Ledger } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { InvalidAgentIDError } from './errors.js';
import { optionProblems, readAmount } from './input-reading.js';
import { CENTRAL_BANK, moneyOf } from './money.js';
import type { AmountInput } from './numbers.js';
import { refused } from './refusal.js';

/** What everybody begins with. */
export interface ReserveAccountsOptions {
  /** Agents and their reserves, in order of opening: a `Map`, or a list of pairs. */
  readonly balances: Iterable<readonly [AgentId, AmountInput]>;
  /**
   * Digits after the point of the money, 0 to 18.
   *
   * @defaultValue 2
   */
  readonly moneyDecimals?: number;
}

/**
 * A ledger of reserves for those who use this package alone: the central bank `CB` issues them, everybody has an account. Both are the kernel's own.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` for balances that are no `Map` and no list of pairs
 * @throws InvalidAmountError `INVALID_AMOUNT` for a balance that is negative or off the grid
 * @throws InvalidAgentIDError `INVALID_AGENT_ID` for a balance of the central bank
 * @example
 * const ports = reserveAccounts({ balances: [['F1', 600], ['F2', 400]] });
 */
export function reserveAccounts(options: ReserveAccountsOptions): {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
} {
  const { balances, moneyDecimals = 2 } = options;
  const ledger = createLedger({ moneyDecimals });
  const contracts = createContracts(ledger);
  const accounts = quanta(ledger);
  const { column, grid } = moneyOf({ ledger, contracts });
  const opening = accounts.label('opening');
  for (const [agentId, balance] of readPairs(balances)) {
    if (agentId === CENTRAL_BANK)
      throw new InvalidAgentIDError('INVALID_AGENT_ID', ...refused('agentId', agentId, 'somebody who holds reserves'));
    const amount = readAmount(`balance of ${agentId}`, balance, grid);
    const agent = accounts.open(agentId);
    if (amount > 0n) column.move(opening, column.issuer, agent, amount);
  }
  return { ledger, contracts };
}

/** Callers without types may give a record, whose order nobody could rely on. */
function readPairs(balances: ReserveAccountsOptions['balances']): ReserveAccountsOptions['balances'] {
  const problems = optionProblems();
  const isList = typeof balances === 'object' && balances !== null && Symbol.iterator in balances;
  const pairs = isList ? [...balances] : [];
  if (!isList || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string'))
    problems.add('INVALID_CONFIG', 'balances', balances, "a Map, or a list of pairs such as ['F1', 600]");
  problems.check();
  return pairs;
}
