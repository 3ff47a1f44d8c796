import { toQuanta } from '../grid.js';
import type { Accounts } from '../ledger/accounts.js';
import type { JournalEntry } from '../ledger/journal-entry.js';
import { accountsOf, createLedger, type Ledger, type LedgerOptions } from '../ledger/ledger.js';
import { type ContractRegister, createContracts, registerOf } from './contracts.js';
import type { ContractsSnapshot } from './contracts-snapshot.js';
import type { Register } from './register.js';

/** The state a journal begins with: an empty ledger unless given. */
export interface JournalOpening extends LedgerOptions {
  readonly contracts?: ContractsSnapshot;
}

/**
 * Replays a journal from its opening state: the balances, contracts and claims after the last entry. Any beginning of a journal gives the state after it.
 *
 * The journal is the whole record of the ledger's and the register's laws; a ticket window is a view on claims and is not part of it.
 *
 * @throws what the steps themselves throw when the entries do not fit the opening state
 */
export function replayJournal(
  entries: Iterable<JournalEntry>,
  opening: JournalOpening = {},
): { readonly ledger: Ledger; readonly contracts: ContractRegister } {
  const { contracts: from, ...options } = opening;
  const ledger = createLedger(options);
  const contracts = createContracts(ledger, from && withoutWindow(from));
  const accounts = accountsOf(ledger);
  const register = registerOf(contracts);
  // A netting transaction overdraws between its entries: whether each may is not asked again.
  accounts.transactions.begin(true);
  for (const entry of entries) replay(entry, accounts, register);
  accounts.transactions.commit();
  return { ledger, contracts };
}

function replay(entry: JournalEntry, accounts: Accounts, register: Register): void {
  accounts.day = entry.day;
  switch (entry.op) {
    case 'agent': {
      const { kind, mayOverdraw = false } = entry;
      for (const agent of entry.agents)
        accounts.open(agent, kind === undefined ? { mayOverdraw } : { kind, mayOverdraw });
      return;
    }
    case 'asset':
      accounts.issue(entry.asset, entry.issuer, { decimals: entry.decimals });
      return;
    case 'transfer': {
      const column = accounts.column(entry.asset);
      const from = accounts.indexOf(entry.from);
      const to = accounts.indexOf(entry.to);
      const reference = entry.reference === undefined ? -1 : accounts.label(entry.reference);
      column.move(accounts.label(entry.kind), from, to, toQuanta(column.grid, entry.amount), reference);
      return;
    }
    case 'ticket':
      return;
    default:
      replayContract(entry, accounts, register);
  }
}

function replayContract(
  entry: Extract<JournalEntry, { readonly contract: string }>,
  accounts: Accounts,
  register: Register,
): void {
  const { steps } = register;
  const { grid } = accounts;
  const label = accounts.label(entry.kind);
  if (entry.op === 'issue') {
    const { contractKind, dueDay } = entry;
    const debtor = accounts.indexOf(entry.debtor);
    register.issue(contractKind, debtor, accounts.indexOf(entry.creditor), toQuanta(grid, entry.amount), dueDay, label);
    return;
  }
  const contract = register.indexOf(entry.contract);
  switch (entry.op) {
    case 'share':
      steps.share(contract, accounts.indexOf(entry.holder), toQuanta(grid, entry.face), label);
      return;
    case 'claim':
      steps.pass(
        contract,
        accounts.indexOf(entry.from),
        accounts.indexOf(entry.to),
        toQuanta(grid, entry.face),
        label,
        -1,
      );
      return;
    case 'extinguish':
      steps.extinguish(contract, accounts.indexOf(entry.debtor), toQuanta(grid, entry.face), label);
      return;
    case 'reduce':
      steps.reduce(contract, accounts.indexOf(entry.holder), toQuanta(grid, entry.face), label);
      return;
    default:
      steps.remove(contract, label);
  }
}

function withoutWindow(snapshot: ContractsSnapshot): ContractsSnapshot {
  const { window: _, ...contracts } = snapshot;
  return contracts;
}
