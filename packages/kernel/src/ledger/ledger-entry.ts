import { toDecimal } from '../grid.js';
import type { AgentId } from '../identity.js';
import type { Column } from './column.js';
import { type Journal, OP } from './journal.js';
import type { JournalEntry } from './journal-entry.js';

/** What it takes to read a row aloud. */
interface Names {
  nameOf(agent: number): AgentId;
  labelText(label: number): string;
  columnAt(index: number): Column;
}

/** A row about balances, agents or assets, with names and decimals. */
export function ledgerEntry(journal: Journal, row: number, names: Names): JournalEntry {
  const day = journal.dayAt(row);
  const subject = journal.subjectAt(row);
  const from = journal.fromAt(row);
  const to = journal.toAt(row);
  const reference = journal.referenceAt(row);
  switch (journal.opAt(row)) {
    case OP.transfer: {
      const { name, grid } = names.columnAt(subject);
      return {
        op: 'transfer',
        day,
        kind: names.labelText(journal.labelAt(row)),
        asset: name,
        from: names.nameOf(from),
        to: names.nameOf(to),
        amount: toDecimal(grid, journal.amountAt(row)),
        ...(reference === -1 ? {} : { reference: names.labelText(reference) }),
      };
    }
    case OP.agent: {
      const agents = Array.from({ length: Math.max(reference, 1) }, (_, k) => names.nameOf(subject + k));
      const kind = from === -1 ? {} : { kind: names.labelText(from) };
      return { op: 'agent', day, agents, ...kind, ...(to === 1 ? { mayOverdraw: true } : {}) };
    }
    default: {
      const { name, grid } = names.columnAt(subject);
      return { op: 'asset', day, asset: name, issuer: names.nameOf(from), decimals: grid.decimals };
    }
  }
}
