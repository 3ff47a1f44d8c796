import { type MoneyGrid, toDecimal } from '@bagehot/kernel/quanta';
import { priceOf } from '../bonds.js';
import type { DebtLedgerEntry } from '../protocols/treasury.js';

/** An issue or a buyback, money in quanta and the price in units of 10^-8. */
export interface DebtEntry {
  readonly entryId: number;
  readonly tick: number;
  readonly kind: 'issue' | 'buyback';
  readonly quantity: number;
  readonly price: bigint;
  readonly cash: bigint;
  readonly faceAmount: bigint;
  /** What the treasury gained: cash less face of an issue, face less cash of a buyback. */
  readonly result: bigint;
  readonly outstandingAfter: number;
}

/** The entry as others see it. */
export function debtEntryOf(entry: DebtEntry, grid: MoneyGrid): DebtLedgerEntry {
  return Object.freeze({
    ...entry,
    price: priceOf(entry.price),
    cash: toDecimal(grid, entry.cash),
    faceAmount: toDecimal(grid, entry.faceAmount),
    result: toDecimal(grid, entry.result),
  });
}
