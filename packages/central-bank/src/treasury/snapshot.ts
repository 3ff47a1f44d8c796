import { decimal } from '@bagehot/kernel';
import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { priceOf, priceUnits } from '../bonds.js';
import { formatAmount, readDecimal } from '../numbers.js';
import type { TreasurySnapshot } from '../protocols/treasury.js';
import { SnapshotFields } from '../snapshot-fields.js';
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

const FIELDS: readonly (keyof TreasurySnapshot)[] = [
  'kind',
  'version',
  'inventory',
  'outstanding',
  'spending',
  'levies',
  'debtLedger',
  'holdings',
];
const ENTRY_FIELDS = ['tick', 'kind', 'quantity', 'price', 'cash', 'outstandingAfter'] as const;

/**
 * The state that a snapshot of an issuing treasury describes.
 *
 * @throws SnapshotError `INVALID_SNAPSHOT` with every problem
 */
export function readTreasurySnapshot(snapshot: unknown, context: SnapshotContext): TreasuryState {
  const { grid, outstanding, isLimited } = context;
  const fields = new SnapshotFields();
  const at = (field: keyof TreasurySnapshot): string => `snapshot.${field}`;
  const record = fields.record(snapshot, 'snapshot', FIELDS);
  fields.check();
  fields.exactly(record.get('kind'), at('kind'), 'treasury');
  fields.exactly(record.get('version'), at('version'), 1);
  fields.exactly(record.get('outstanding'), at('outstanding'), outstanding);
  const inventory = record.get('inventory');
  if (isLimited) fields.count(inventory, at('inventory'));
  else if (inventory !== null) fields.refuse(at('inventory'), inventory, 'null');
  const spending = fields.amount(record.get('spending'), at('spending'), grid);
  const levies = fields.amount(record.get('levies'), at('levies'), grid);
  if (fields.list(record.get('holdings'), at('holdings')).length > 0)
    fields.refuse(at('holdings'), record.get('holdings'), 'empty, since this treasury brokers no bonds');
  const rows = fields.list(record.get('debtLedger'), at('debtLedger'));
  const entries = rows.map((row, k) => readEntry(fields, row, k, context));
  fields.check();
  return { inventory: isLimited ? (inventory as number) : Number.POSITIVE_INFINITY, spending, levies, entries };
}

function readEntry(fields: SnapshotFields, row: unknown, k: number, { grid, face }: SnapshotContext): DebtEntry {
  const path = `snapshot.debtLedger[${k}]`;
  const record = fields.record(row, path, ENTRY_FIELDS);
  const kind = record.get('kind');
  if (kind !== 'issue' && kind !== 'buyback') fields.refuse(`${path}.kind`, kind, 'issue or buyback');
  const text = record.get('price');
  const price = typeof text === 'string' ? priceUnits(readDecimal(text) ?? decimal(0)) : undefined;
  if (price === undefined || price <= 0n) fields.refuse(`${path}.price`, text, 'the text of a price of more than 0');
  const quantity = fields.count(record.get('quantity'), `${path}.quantity`, 1);
  const cash = fields.amount(record.get('cash'), `${path}.cash`, grid);
  const faceAmount = BigInt(quantity) * face;
  return {
    entryId: k + 1,
    tick: fields.count(record.get('tick'), `${path}.tick`),
    kind: kind === 'issue' ? 'issue' : 'buyback',
    quantity,
    price: price ?? 0n,
    cash,
    faceAmount,
    result: kind === 'issue' ? cash - faceAmount : faceAmount - cash,
    outstandingAfter: fields.count(record.get('outstandingAfter'), `${path}.outstandingAfter`),
  };
}
