import type { Good } from './goods.js';
import type { UtilityFn, UtilitySpec } from './utility/utility.js';

/** Whole amounts by good, and `M` for money in minor units. */
export type Inventory = Readonly<Record<Good, number>>;

/** Somebody who trades. Plain data, never changed. */
export interface ExchangeAgent {
  /** A whole number of at least 0, unique in a market. Every order of agents is that of their ids. */
  readonly id: number;
  readonly inventory: Inventory;
  /** λ: utility of a unit of money. */
  readonly lambdaMoney: number;
  /** Offset of the `log` form of money's utility, in units of money. */
  readonly M0: number;
  readonly utility: UtilityFn;
}

/** An agent as a caller writes it; an {@link ExchangeAgent} is one. */
export interface ExchangeAgentInput {
  readonly id: number;
  /** What is left out is 0. */
  readonly inventory: Inventory;
  /** @defaultValue params.lambdaMoney, or what the money mode says */
  readonly lambdaMoney?: number | undefined;
  /** @defaultValue params.M0 */
  readonly M0?: number | undefined;
  readonly utility: UtilityFn | UtilitySpec;
}
