import type { KernelError } from '../errors.js';
import type { AssetTable } from './asset-table.js';
import { type Journal, OP } from './journal.js';

/**
 * The first agent, in journal order, whom the transfers from row `since` on left overdrawn, as an error: `needed` is what they took from it on balance,
 * `available` what it had before.
 */
export function overdraftSince(
  since: number,
  journal: Journal,
  assets: AssetTable,
): KernelError<'INSUFFICIENT_BALANCE'> | undefined {
  for (let row = since; row < journal.length; row++) {
    if (journal.opAt(row) !== OP.transfer) continue;
    const column = assets.at(journal.subjectAt(row));
    const agent = journal.fromAt(row);
    if (column.isAllowed(agent)) continue;
    const taken = -netReceipts(since, journal, column.index, agent);
    return column.insufficient(agent, taken, column.get(agent) + taken);
  }
  return undefined;
}

function netReceipts(since: number, journal: Journal, asset: number, agent: number): bigint {
  let net = 0n;
  for (let row = since; row < journal.length; row++) {
    if (journal.opAt(row) !== OP.transfer || journal.subjectAt(row) !== asset) continue;
    if (journal.toAt(row) === agent) net += journal.amountAt(row);
    else if (journal.fromAt(row) === agent) net -= journal.amountAt(row);
  }
  return net;
}
