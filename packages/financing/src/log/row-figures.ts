import { type Decimal, decimal, sum, ZERO } from '@bagehot/kernel';
import type { FinancingLogRow } from './log-schema.js';

/** Fields with one amount per good. */
export type AmountsField = {
  [Name in keyof FinancingLogRow]-?: FinancingLogRow[Name] extends readonly string[] | null ? Name : never;
}[keyof FinancingLogRow];

/** Fields with a value in the numeraire. */
export type ValueField =
  | 'total_wealth_LTE'
  | 'effective_budget'
  | 'value_feasibility_slack'
  | 'personal_wealth_entry'
  | 'settlement_balance'
  | 'settlement_rounding';

/** Amounts per good; null for what a log does not tell. */
export type Amounts = readonly Decimal[] | null;

/** The figures of a row as decimals. */
export class RowFigures {
  readonly row: FinancingLogRow;
  /** Of the round; null for a good without one. */
  readonly prices: readonly (Decimal | null)[];
  readonly #amounts: Map<AmountsField, Amounts> = new Map();

  constructor(row: FinancingLogRow, prices: readonly (Decimal | null)[]) {
    this.row = row;
    this.prices = prices;
  }

  /** Amounts of a field. */
  amounts(name: AmountsField): Amounts {
    const known = this.#amounts.get(name);
    if (known !== undefined) return known;
    const amounts = this.row[name]?.map((text) => decimal(text)) ?? null;
    this.#amounts.set(name, amounts);
    return amounts;
  }

  /** A value; null where the log does not tell it. */
  value(name: ValueField): Decimal | null {
    const text = this.row[name];
    return text === null ? null : decimal(text);
  }

  /** What amounts are worth at the round's prices; goods without a price are worth nothing. */
  worth(amounts: Amounts): Decimal | null {
    if (amounts === null) return null;
    return sum(amounts.map((amount, g) => amount.times(this.prices[g] ?? ZERO)));
  }
}

/** a - b of each good; null if one of them is. */
export function less(a: Amounts, b: Amounts): Amounts {
  return a === null || b === null ? null : a.map((amount, g) => amount.minus(b[g] ?? ZERO));
}

/** The sum over rows of each good; null if one of them does not tell. */
export function total(rows: readonly Amounts[], goods: number): Amounts {
  const sums = new Array<Decimal>(goods).fill(ZERO);
  for (const amounts of rows) {
    if (amounts === null) return null;
    for (let g = 0; g < goods; g++) sums[g] = (sums[g] as Decimal).plus(amounts[g] ?? ZERO);
  }
  return sums;
}
