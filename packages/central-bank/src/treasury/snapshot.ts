import { decimal } from '@bagehot/kernel';
import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { priceOf, priceUnits } from '../bonds.js';
import { formatAmount, readDecimal, readQuanta } from '../numbers.js';
import { SnapshotProblems } from '../problems.js';
import type { TreasurySnapshot } from '../protocols/treasury.js';
import type { DebtEntry } from './debt-ledger.js';

/** What an issuing treasury knows beyond the ledger, money in quanta. */
export interface TreasuryState {
  /** Infinite where nothing limits it. */
  readonly inventory: number;
  readonly spending: bigint;
  readonly levies: bigint;
  readonly entries: readonly DebtEntry[];
}

/** The state as data. */
export function takeTreasurySnapshot(state: TreasuryState, outstanding: number, grid: MoneyGrid): TreasurySnapshot {
  return {
    kind: 'treasury',
    version: 1,
    inventory: Number.isFinite(state.inventory) ? state.inventory : null,
    outstanding,
    spending: formatAmount(state.spending, grid),
    levies: formatAmount(state.levies, grid),
    debtLedger: state.entries.map(({ tick, kind, quantity, price, cash, outstandingAfter }) => ({
      tick,
      kind,
      quantity,
      price: priceOf(price).toString(),
      cash: formatAmount(cash, grid),
      outstandingAfter,
    })),
    holdings: [],
  };
}

/** What a snapshot is read against. */
export interface SnapshotContext {
  readonly grid: MoneyGrid;
  /** Of one bond, in quanta. */
  readonly face: bigint;
  /** Bonds outstanding, as the ledger has it. */
  readonly outstanding: number;
  /** May this treasury run out of bonds? */
  readonly isLimited: boolean;
}

const KEYS: readonly (keyof TreasurySnapshot)[] = [
  'kind',
  'version',
  'inventory',
  'outstanding',
  'spending',
  'levies',
  'debtLedger',
  'holdings',
];

type Fields = Partial<Record<keyof TreasurySnapshot, unknown>>;

/**
 * The state that a snapshot of an issuing treasury describes.
 *
 * @throws SnapshotError `SNAPSHOT` with every problem
 */
export function readTreasurySnapshot(snapshot: unknown, context: SnapshotContext): TreasuryState {
  const problems = new SnapshotProblems();
  const fields = readTreasuryFields(problems, snapshot);
  problems.check();
  const { inventory, debtLedger, holdings, outstanding } = fields;
  const spending = readText(problems, 'spending', fields.spending, context.grid);
  const levies = readText(problems, 'levies', fields.levies, context.grid);
  if (context.isLimited ? !isCount(inventory) : inventory !== null)
    problems.note('inventory', inventory, context.isLimited ? 'a safe integer of at least 0' : 'null');
  if (outstanding !== context.outstanding)
    problems.note('outstanding', outstanding, `${context.outstanding}, which the ledger shows`);
  if (!Array.isArray(holdings) || holdings.length > 0)
    problems.note('holdings', holdings, 'empty: this treasury brokers no bonds');
  if (!Array.isArray(debtLedger)) problems.note('debtLedger', debtLedger, 'a list');
  const rows: readonly unknown[] = Array.isArray(debtLedger) ? debtLedger : [];
  const entries = rows.map((row, k) => readEntry(problems, row, k, context));
  problems.check();
  return { inventory: (inventory as number | null) ?? Number.POSITIVE_INFINITY, spending, levies, entries };
}

/** The fields of a treasury's snapshot, and none but those. */
export function readTreasuryFields(problems: SnapshotProblems, snapshot: unknown): Fields {
  if (typeof snapshot !== 'object' || snapshot === null) {
    problems.note('snapshot', snapshot, 'an object');
    return {};
  }
  const fields = snapshot as Fields;
  for (const key of Object.keys(snapshot))
    if (!(KEYS as readonly string[]).includes(key)) problems.note(key, 'a field', 'left out');
  if (fields.kind !== 'treasury') problems.note('kind', fields.kind, 'treasury');
  if (fields.version !== 1) problems.note('version', fields.version, '1');
  return fields;
}

function readEntry(problems: SnapshotProblems, row: unknown, k: number, { grid, face }: SnapshotContext): DebtEntry {
  const path = `debtLedger[${k}]`;
  const { tick, kind, quantity, price, cash, outstandingAfter } = (row ?? {}) as Record<string, unknown>;
  if (!isCount(tick)) problems.note(`${path}.tick`, tick, 'a safe integer of at least 0');
  if (kind !== 'issue' && kind !== 'buyback') problems.note(`${path}.kind`, kind, 'issue or buyback');
  if (!isCount(quantity) || quantity === 0) problems.note(`${path}.quantity`, quantity, 'a safe integer above 0');
  if (!isCount(outstandingAfter))
    problems.note(`${path}.outstandingAfter`, outstandingAfter, 'a safe integer of at least 0');
  const units = typeof price === 'string' ? priceUnits(readDecimal(price) ?? decimal(0)) : undefined;
  if (units === undefined || units <= 0n) problems.note(`${path}.price`, price, 'the text of a price above 0');
  const money = readText(problems, `${path}.cash`, cash, grid);
  const faceAmount = BigInt(isCount(quantity) ? quantity : 0) * face;
  return {
    entryId: k + 1,
    tick: tick as number,
    kind: kind as DebtEntry['kind'],
    quantity: quantity as number,
    price: units ?? 0n,
    cash: money,
    faceAmount,
    result: kind === 'issue' ? money - faceAmount : faceAmount - money,
    outstandingAfter: outstandingAfter as number,
  };
}

/** An amount of at least 0. */
function readText(problems: SnapshotProblems, path: string, value: unknown, grid: MoneyGrid): bigint {
  const quanta = typeof value === 'string' ? readQuanta(value, grid) : undefined;
  if (quanta !== undefined && quanta >= 0n) return quanta;
  problems.note(path, value, `the text of a multiple of ${grid.quantum.toString()}, at least 0`);
  return 0n;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
