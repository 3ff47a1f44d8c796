import { type ContractsSnapshot, type LedgerSnapshot, replayJournal } from '@bagehot/kernel';
import type { Accounts, Register } from '@bagehot/kernel/quanta';
import type { EconomyState } from './economy-state.js';

/** E12: replaying the journal from the state before gives the state after. A ticket window is a view on claims, and no part of it. */
export function journalTellsAll(_accounts: Accounts, _register: Register, state: EconomyState): string | undefined {
  const { journal, ledger, contracts } = state;
  if (journal === null) return undefined;
  const replayed = replayJournal(journal.entries, { from: journal.ledger, contracts: journal.contracts });
  const told = stateText(replayed.ledger.snapshot(), replayed.contracts.snapshot());
  const found = stateText(ledger.snapshot(), contracts.snapshot());
  const at = told.findIndex((line, k) => line !== found[k]);
  if (at === -1 && told.length === found.length) return undefined;
  const line = at === -1 ? Math.min(told.length, found.length) : at;
  return `the journal tells ${told[line] ?? 'nothing more'}, there is ${found[line] ?? 'nothing more'}`;
}

/** Everything there is, a line for each agent, asset, balance and contract. */
function stateText(ledger: LedgerSnapshot, { contracts, counters }: ContractsSnapshot): readonly string[] {
  return [...ledger.agents, ...ledger.assets, ...ledger.balances, ...contracts, ...counters].map((part) =>
    JSON.stringify(part),
  );
}
