import type { NameValues } from '../name-value.js';

/** Trades of a run by pair type, tick by tick. */
export interface ExchangeReportTrades {
  /** Such as `A<->M`. */
  readonly pairType: string;
  /** Trades in each tick, from tick 0 on. */
  readonly counts: readonly number[];
}

/** What an agent is at the end of a run, and was before the first tick. Money is in minor units. */
export interface ExchangeReportAgent {
  readonly id: number;
  readonly money: number;
  readonly moneyBefore: number;
  /** Of goods and money, which counts at the λ the agent began with. */
  readonly utility: number;
  readonly utilityBefore: number;
  readonly trades: number;
}

/** λ of the agents a quarter, half and three quarters of the way from the least to the greatest, at the end of each tick. */
export interface ExchangeReportLambda {
  /** From tick 0 on, as the others. */
  readonly lower: readonly number[];
  readonly median: readonly number[];
  readonly upper: readonly number[];
}

/** Where agents and resources are at the end of a tick; on tick -1 before the first. */
export interface ExchangeReportFrame {
  readonly tick: number;
  readonly agents: readonly {
    readonly id: number;
    readonly x: number;
    readonly y: number;
    readonly isPaired: boolean;
  }[];
  readonly resources: readonly {
    readonly x: number;
    readonly y: number;
    readonly good: string;
    readonly amount: number;
  }[];
}

/** A run under one exchange regime. */
export interface ExchangeReportRun {
  readonly regime: string;
  readonly moneyMode: string;
  readonly ticks: number;
  readonly trades: readonly ExchangeReportTrades[];
  readonly agents: readonly ExchangeReportAgent[];
  /** Null where λ stays. */
  readonly lambda: ExchangeReportLambda | null;
  /** Drawn as they are: some at even distances say enough. */
  readonly frames: readonly ExchangeReportFrame[];
}

/** What became of one regime over all seeds: means, and trades of all runs. */
export interface ExchangeReportFigures {
  readonly regime: string;
  readonly totalUtility: number;
  readonly goodsUtility: number;
  readonly moneyMetricGain: number;
  readonly tradesByPairType: ReadonlyMap<string, number>;
  /** Null where nobody has any money. */
  readonly giniOfMoney: number | null;
  readonly shareOfTraders: number;
}

/** Two regimes on the same seeds: differences of the second minus the first. */
export interface ExchangeReportPair {
  readonly regimes: readonly [first: string, second: string];
  /** Such as `totalUtility`. */
  readonly figure: string;
  /** One per seed. */
  readonly differences: readonly number[];
  readonly mean: number;
  /** Seeds in which the second is higher, in which both are the same, and in which it is lower. */
  readonly higher: number;
  readonly equal: number;
  readonly lower: number;
}

/** Many runs per regime in figures: a run per seed. */
export interface ExchangeReportSeeds {
  /** The seed whose runs are shown tick by tick. */
  readonly shown: number;
  readonly figures: readonly ExchangeReportFigures[];
  readonly pairs: readonly ExchangeReportPair[];
  /** How often the regimes came out in one order, such as `barter_only < money_only = mixed`. */
  readonly orderings: readonly { readonly figure: string; readonly ordering: string; readonly count: number }[];
}

/** What the report of an exchange is made of: data only. */
export interface ExchangeReportInput {
  readonly title: string;
  /** A sentence or two under the title. */
  readonly description?: string;
  /** A nested plain object, or names and values in the order in which they shall appear. */
  readonly parameters: NameValues;
  readonly goods: readonly string[];
  /** Cells from side to side. */
  readonly side: number;
  /** Runs that began alike, one per regime; at least one. */
  readonly runs: readonly ExchangeReportRun[];
  /** Where regimes were compared on several seeds; `runs` are then those of one of them. */
  readonly seeds?: ExchangeReportSeeds;
}
