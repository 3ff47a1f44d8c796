import type { EquilibriumResult } from './equilibrium/equilibrium.js';
import type { Participants } from './participants.js';
import type { PriceGrid } from './price-grid.js';

/** What each row's wealth is at the round's prices, in value units. */
export interface ValuationQuanta {
  /** p.personal, before trade. */
  readonly personalWealth: readonly bigint[];
  /** p.(home + personal), before trade. */
  readonly totalWealth: readonly bigint[];
  /** Debts of earlier rounds, which bounds and budgets leave out of the wealth; undefined when nobody has any. */
  readonly outstanding?: readonly bigint[] | undefined;
  /** max(0, W_i - outstanding - travel cost) in units of 10^-budgetDecimals. */
  readonly effectiveBudget: readonly bigint[];
  /** Decimals of the budgets: those of values, or those of the travel costs where these are finer. */
  readonly budgetDecimals: number;
}

/** Orders of a round, agent-major and signed: more than 0 is a purchase, less is a sale. An agent never has both in one good. */
export interface OrdersQuanta {
  /** What each would trade alone at these prices: the same in every mode. */
  readonly desired: readonly bigint[];
  /** What the mode lets each ask for. */
  readonly requested: readonly bigint[];
  /** Bound on purchases: val(b) <= fixed + coefficient / coefficientOne * val(s). In value units, one per row. */
  readonly fixed: readonly bigint[];
  /** One per row. */
  readonly coefficient: readonly bigint[];
  readonly coefficientOne: bigint;
  /** Bound on claims: val(s) <= val(b) + claimLimit. In value units, one per row; null for none. */
  readonly claimLimit: readonly (bigint | null)[];
}

/** What was traded. */
export interface ClearingQuanta {
  /** Agent-major and signed like the orders. */
  readonly executed: readonly bigint[];
  /** Passes of each stage. */
  readonly passes: readonly number[];
  /** Executed purchases of each good, which are its executed sales. */
  readonly volume: readonly bigint[];
}

/** How debts of the round were extinguished. Values in value units, one per row; quanta agent-major. */
export interface SettlementQuanta {
  /** val(s) - val(b): less than 0 for a debtor. */
  readonly balance: readonly bigint[];
  readonly deliveredHome: readonly bigint[];
  readonly deliveredPersonal: readonly bigint[];
  /** Added to the receiver's home stock. */
  readonly received: readonly bigint[];
  /** balance + val(delivered) - val(received): written off; adds up to 0. */
  readonly rounding: readonly bigint[];
}

/** A market's round in integers. All but the equilibrium is null where no price formed. */
export interface RoundQuanta {
  readonly mode: string;
  /** As they came to the market. */
  readonly participants: Participants;
  readonly equilibrium: EquilibriumResult;
  /** The weights in force: the participants' own, or normalised over the goods left under `restrict`. */
  readonly weights: Float64Array;
  readonly prices: PriceGrid | null;
  readonly valuation: ValuationQuanta | null;
  readonly orders: OrdersQuanta | null;
  readonly clearing: ClearingQuanta | null;
  readonly settlement: SettlementQuanta | null;
}
