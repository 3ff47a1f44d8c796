import type { TradeCreditTerms } from '@bagehot/financing';
import { type DecimalInput, decimal } from '@bagehot/kernel';
import { type MoneyGrid, toQuanta } from '@bagehot/kernel/quanta';
import { SimError } from '../errors.js';

/** What a person gets on credit in a round of goods. */
export interface RoundCredit {
  /** Days until it is due, from 1. */
  readonly termDays: number;
  /**
   * What is owed is this share more than what is lent.
   *
   * @defaultValue 0
   */
  readonly markup?: DecimalInput | undefined;
  /**
   * Most that a person may owe for goods, in money; null for no limit beyond its wealth. Faces are rounded up to the grid, by less than a quantum each.
   *
   * @defaultValue null
   */
  readonly maxDebt?: DecimalInput | null | undefined;
}

/** The settings of a round that is settled in money, as a caller writes them. */
export interface CreditOptions {
  readonly tradeCredit?: RoundCredit | undefined;
  readonly reserveDays?: number | undefined;
  readonly numerairePrice?: DecimalInput | undefined;
}

/** The same, complete and checked; amounts in quanta. */
export interface CreditTerms extends TradeCreditTerms {
  readonly moneyDecimals: number;
  readonly termDays: number;
  readonly maxDebt: bigint | null;
  readonly reserveDays: number;
}

/**
 * Reads the settings.
 *
 * @returns undefined where debts are settled in kind
 * @throws SimError `INVALID_OPTIONS`; KernelError `OFF_GRID`, `INVALID_DECIMAL`
 */
export function readCreditTerms(options: CreditOptions, grid: MoneyGrid): CreditTerms | undefined {
  const { tradeCredit, reserveDays = 0, numerairePrice } = options;
  requireCount('reserveDays', reserveDays, 0);
  if (tradeCredit === undefined) return undefined;
  const { termDays, markup, maxDebt = null } = tradeCredit;
  requireCount('tradeCredit.termDays', termDays, 1);
  if (maxDebt !== null && decimal(maxDebt).lt(0))
    throw new SimError(
      'INVALID_OPTIONS',
      { field: 'tradeCredit.maxDebt', reason: 'negative' },
      `tradeCredit.maxDebt must be null or at least 0, but is ${maxDebt}`,
    );
  return {
    moneyDecimals: grid.decimals,
    termDays,
    reserveDays,
    maxDebt: maxDebt === null ? null : toQuanta(grid, maxDebt),
    ...(markup === undefined ? {} : { markup }),
    ...(numerairePrice === undefined ? {} : { numerairePrice }),
  };
}

function requireCount(field: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new SimError(
    'INVALID_OPTIONS',
    { field, reason: `not a whole number of at least ${least}` },
    `${field} must be a whole number of at least ${least}, but is ${value}`,
  );
}
