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
  /** Of goods and money. */
  readonly utility: number;
  readonly utilityBefore: number;
  readonly trades: number;
  /** Its λ at the end of each tick, from tick 0 on. */
  readonly lambda: readonly number[];
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
  /** Drawn as they are: some at even distances say enough. */
  readonly frames: readonly ExchangeReportFrame[];
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
}
