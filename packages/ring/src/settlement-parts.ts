import type { AgentId, Day } from '@bagehot/kernel';
import type { Accounts } from '@bagehot/kernel/quanta';
import type { Books } from './books.js';
import type { ContractPayments } from './contract-payment.js';
import type { Defaults } from './default.js';
import type { Payments } from './payment.js';
import type { Halt } from './world.js';

/** Called once for a debtor that is short, before anything is distributed; its money is read again afterwards. */
export type BeforeShortfall = (debtor: AgentId, day: Day) => void;

/** The parts of the engine that settlement works with. */
export interface SettlementParts {
  readonly books: Books;
  readonly payments: Payments;
  readonly contracts: ContractPayments;
  readonly defaults: Defaults;
  readonly beforeShortfall: BeforeShortfall | undefined;
}

/** A run that stops at its first default. */
export function haltByDefault(books: Books, contract: number, debtor: number, shortfall: bigint): Halt {
  return {
    reason: 'default',
    day: books.day,
    contract: books.id(contract),
    debtor: books.name(debtor),
    shortfall: books.money(shortfall),
  };
}

/** A run that stops because nobody is left. */
export function haltByCollapse(books: Books, contract: number): Halt {
  return { reason: 'collapse', day: books.day, contract: books.id(contract) };
}

/** Runs `body` as one transaction that is undone when it halts the run by a default, or throws. */
export function undoneByDefault(accounts: Accounts, body: () => Halt | undefined): Halt | undefined {
  accounts.begin();
  let halt: Halt | undefined;
  try {
    halt = body();
  } catch (error) {
    accounts.rollback();
    throw error;
  }
  if (halt?.reason === 'default') accounts.rollback();
  else accounts.commit();
  return halt;
}
