import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { formatAmount, formatRate } from '../numbers.js';
import type { CentralBankSnapshot } from '../protocols/central-bank.js';
import { SnapshotFields } from '../snapshot-fields.js';
import type { Books } from './books.js';
import type { RateBounds, RateEntry } from './rate-history.js';

/** The state of a central bank. */
export interface CentralBankState {
  readonly history: readonly RateEntry[];
  readonly holdings: number;
  readonly books: Books;
}

/** The state as data. */
export function takeSnapshot({ history, holdings, books }: CentralBankState, grid: MoneyGrid): CentralBankSnapshot {
  return {
    kind: 'central-bank',
    version: 1,
    history: history.map(({ rate, tick }) => ({ rate: formatRate(rate), tick })),
    holdings,
    bookValue: formatAmount(books.bookValue, grid),
    omoCashPosition: formatAmount(books.omoCash, grid),
    realisedGains: formatAmount(books.realisedGains, grid),
    netBought: books.netBought,
  };
}

const FIELDS: readonly (keyof CentralBankSnapshot)[] = [
  'kind',
  'version',
  'history',
  'holdings',
  'bookValue',
  'omoCashPosition',
  'realisedGains',
  'netBought',
];

/**
 * The state a snapshot describes.
 *
 * @param held - bonds that the ledger says the central bank has
 * @throws SnapshotError `INVALID_SNAPSHOT` with every problem
 */
export function readSnapshot(snapshot: unknown, grid: MoneyGrid, bounds: RateBounds, held: number): CentralBankState {
  const fields = new SnapshotFields();
  const at = (field: keyof CentralBankSnapshot): string => `snapshot.${field}`;
  const record = fields.record(snapshot, 'snapshot', FIELDS);
  fields.check();
  fields.exactly(record.get('kind'), at('kind'), 'central-bank');
  fields.exactly(record.get('version'), at('version'), 1);
  fields.exactly(record.get('holdings'), at('holdings'), held);
  const bookValue = fields.amount(record.get('bookValue'), at('bookValue'), grid);
  if (held === 0 && bookValue > 0n) fields.refuse(at('bookValue'), record.get('bookValue'), '0 without bonds');
  const omoCash = fields.amount(record.get('omoCashPosition'), at('omoCashPosition'), grid, true);
  const realisedGains = fields.amount(record.get('realisedGains'), at('realisedGains'), grid, true);
  const netBought = record.get('netBought');
  if (!Number.isSafeInteger(netBought)) fields.refuse(at('netBought'), netBought, 'a safe integer');
  const history = readHistory(fields, record.get('history'), bounds);
  fields.check();
  return { history, holdings: held, books: { bookValue, omoCash, realisedGains, netBought: netBought as number } };
}

function readHistory(fields: SnapshotFields, value: unknown, { min, max }: RateBounds): readonly RateEntry[] {
  const rows = fields.list(value, 'snapshot.history');
  if (rows.length === 0) fields.refuse('snapshot.history', value, 'a list that begins at tick 0');
  const entries: RateEntry[] = [];
  for (const [k, row] of rows.entries()) {
    const path = `snapshot.history[${k}]`;
    const record = fields.record(row, path, ['rate', 'tick']);
    const rate = fields.rate(record.get('rate'), `${path}.rate`);
    if (rate < min || rate > max) fields.refuse(`${path}.rate`, record.get('rate'), 'within the bounds');
    const last = entries[k - 1]?.tick;
    const tick = fields.count(record.get('tick'), `${path}.tick`, last === undefined ? 0 : last + 1);
    if (last === undefined && tick !== 0) fields.refuse(`${path}.tick`, tick, '0');
    entries.push({ rate, tick });
  }
  return entries;
}
