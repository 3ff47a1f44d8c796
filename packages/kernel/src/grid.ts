import { type Decimal, type DecimalInput, decimal, formatUnits, fromUnits, unitsOf } from './decimal.js';
import { badInput, KernelError } from './errors.js';

/** Finest grid offered. */
const MAX_DECIMALS = 18;

/**
 * The money grid: every balance and every executed price is a whole number of quanta.
 *
 * Engines hold quanta as `bigint`, so adding and comparing money is exact and fast; users see decimals.
 */
export interface MoneyGrid {
  /** Digits after the point, 0 to 18. */
  readonly decimals: number;
  /** Quanta in one unit of money, 10^decimals. */
  readonly one: bigint;
  /** The smallest amount, 10^-decimals. */
  readonly quantum: Decimal;
}

/** The grids asked for so far, by their digits. */
const GRIDS: MoneyGrid[] = [];

/**
 * The grid with the given number of decimals.
 *
 * @throws KernelError `BAD_KERNEL_INPUT` unless `decimals` is an integer from 0 to 18
 */
export function moneyGrid(decimals: number): MoneyGrid {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MAX_DECIMALS)
    throw badInput('decimals', decimals, `an integer from 0 to ${MAX_DECIMALS}`);
  GRIDS[decimals] ??= { decimals, one: 10n ** BigInt(decimals), quantum: fromUnits(1n, decimals) };
  return GRIDS[decimals];
}

/**
 * Counts the quanta of an amount. Never rounds: an amount between two grid points is the caller's mistake.
 *
 * @throws KernelError `OFF_GRID` when the amount is no multiple of the quantum, `INVALID_DECIMAL` when it is no decimal
 */
export function toQuanta(grid: MoneyGrid, amount: DecimalInput): bigint {
  const value = decimal(amount);
  const quanta = unitsOf(value, grid.decimals);
  if (quanta === undefined) {
    const details = { amount: value.toString(), quantum: grid.quantum.toString() };
    throw new KernelError('OFF_GRID', details, `${details.amount} is not a multiple of ${details.quantum}`);
  }
  return quanta;
}

/** The exact amount of so many quanta. */
export function toDecimal(grid: MoneyGrid, quanta: bigint): Decimal {
  return fromUnits(quanta, grid.decimals);
}

/** The text of so many quanta, the same as of `toDecimal` and several times cheaper. */
export function formatQuanta(grid: MoneyGrid, quanta: bigint): string {
  return formatUnits(quanta, grid.decimals);
}
