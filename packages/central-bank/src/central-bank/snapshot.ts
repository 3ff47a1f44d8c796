import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { formatAmount, formatRate, readQuanta, readRateUnits } from '../numbers.js';
import { SnapshotProblems } from '../problems.js';
import type { CentralBankSnapshot } from '../protocols/central-bank.js';
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

/**
 * The state a snapshot describes.
 *
 * @param held - bonds that the ledger says the central bank has
 * @throws SnapshotError `SNAPSHOT` with every problem
 */
export function readSnapshot(snapshot: unknown, grid: MoneyGrid, bounds: RateBounds, held: number): CentralBankState {
  const problems = new SnapshotProblems();
  const fields = readFields(problems, snapshot);
  problems.check();
  const { bookValue, omoCashPosition, realisedGains, holdings, netBought } = fields;
  const amount = (path: keyof CentralBankSnapshot, value: unknown): bigint => {
    const quanta = typeof value === 'string' ? readQuanta(value, grid) : undefined;
    if (quanta === undefined) problems.note(path, value, `a text that is a multiple of ${grid.quantum.toString()}`);
    return quanta ?? 0n;
  };
  const books = {
    bookValue: amount('bookValue', bookValue),
    omoCash: amount('omoCashPosition', omoCashPosition),
    realisedGains: amount('realisedGains', realisedGains),
    netBought: netBought as number,
  };
  if (holdings !== held) problems.note('holdings', holdings, `${held}, which the ledger shows`);
  if (!Number.isSafeInteger(netBought)) problems.note('netBought', netBought, 'a safe integer');
  if (books.bookValue < 0n || (held === 0 && books.bookValue > 0n))
    problems.note('bookValue', bookValue, held === 0 ? '0 without bonds' : 'at least 0');
  const history = readHistory(problems, fields.history, bounds);
  problems.check();
  return { history, holdings: held, books };
}

const KEYS = ['kind', 'version', 'history', 'holdings', 'bookValue', 'omoCashPosition', 'realisedGains', 'netBought'];

/** Every field of a central bank's snapshot and no other. */
function readFields(
  problems: SnapshotProblems,
  snapshot: unknown,
): Partial<Record<keyof CentralBankSnapshot, unknown>> {
  if (typeof snapshot !== 'object' || snapshot === null) {
    problems.note('snapshot', snapshot, 'an object');
    return {};
  }
  for (const key of Object.keys(snapshot))
    if (!KEYS.includes(key)) problems.note(key, (snapshot as Record<string, unknown>)[key], 'left out');
  const fields = snapshot as Partial<Record<keyof CentralBankSnapshot, unknown>>;
  if (fields.kind !== 'central-bank') problems.note('kind', fields.kind, 'central-bank');
  if (fields.version !== 1) problems.note('version', fields.version, '1');
  return fields;
}

function readHistory(problems: SnapshotProblems, history: unknown, { min, max }: RateBounds): readonly RateEntry[] {
  if (!Array.isArray(history) || history.length === 0) {
    problems.note('history', history, 'a list that begins at tick 0');
    return [];
  }
  const entries: RateEntry[] = [];
  for (const [k, entry] of (history as readonly unknown[]).entries()) {
    const { rate, tick } = (entry ?? {}) as { readonly rate?: unknown; readonly tick?: unknown };
    const units = typeof rate === 'string' ? readRateUnits(rate) : undefined;
    if (units === undefined || units < min || units > max)
      problems.note(`history[${k}].rate`, rate, 'the text of a rate within the bounds');
    const last = entries[k - 1]?.tick ?? -1;
    if (!Number.isSafeInteger(tick) || (k === 0 ? tick !== 0 : (tick as number) <= last))
      problems.note(`history[${k}].tick`, tick, k === 0 ? '0' : `a safe integer of more than ${last}`);
    entries.push({ rate: units ?? 0n, tick: tick as number });
  }
  return entries;
}
