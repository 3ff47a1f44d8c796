/** Quanta as a column: 64-bit while everything fits, else whole integers of any size. */
export type QuantaColumn = BigInt64Array | readonly bigint[];

/** Weights have at most so many decimals. */
export const WEIGHT_DECIMALS = 12;
/** Units of weight in 1. */
export const WEIGHT_ONE: number = 10 ** WEIGHT_DECIMALS;

/** Quantities have so many decimals unless said otherwise. */
export const DEFAULT_QUANTITY_SCALE = 12;

/** What travelling takes off the budgets that orders are sized with. */
export interface TravelCosts {
  /** Decimals of the amounts. */
  readonly decimals: number;
  /** One per row, in units of 10^-decimals; -1n for an infinite one. */
  readonly amounts: readonly bigint[];
}

/**
 * Those who meet in a market, as columns of integers: the form engines work on. Rows go by ascending id; the cell of row r and good g is r * goods + g.
 */
export interface Participants {
  readonly goods: number;
  /** Number of rows. */
  readonly count: number;
  /** Decimals of a quantity: one quantum is 10^-quantityScale. */
  readonly quantityScale: number;
  /** Ascending. */
  readonly ids: Float64Array;
  /** Cobb-Douglas weights in units of 10^-12: whole numbers, exact as doubles, each row adding up to 10^12. */
  readonly weights: Float64Array;
  /** Quanta at home, which cannot be sold. */
  readonly home: QuantaColumn;
  /** Quanta carried, the only ones that can be sold. */
  readonly personal: QuantaColumn;
  /** Undefined when travelling costs nobody anything. */
  readonly travel?: TravelCosts | undefined;
}
