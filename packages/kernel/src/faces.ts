import { type ContractRegister, isContracts, registerOf } from './contracts/contracts.js';
import type { Register } from './contracts/register.js';
import type { Accounts } from './ledger/accounts.js';
import { accountsOf, type Ledger } from './ledger/ledger.js';

/**
 * The integer face of a ledger or a register: the same state in dense indices and `bigint` quanta, at a small part of the cost.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` for an object that `createLedger` or `createContracts` did not make
 * @example
 * const accounts = quanta(ledger);
 * accounts.column('cash').move(accounts.label('trade'), 3, 7, 1_000n);
 */
export function quanta(ledger: Ledger): Accounts;
export function quanta(contracts: ContractRegister): Register;
export function quanta(named: Ledger | ContractRegister): Accounts | Register {
  return isContracts(named) ? registerOf(named) : accountsOf(named as Ledger);
}
