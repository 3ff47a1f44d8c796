import type { DecimalInput } from '@bagehot/kernel';
import type { NameValues } from '../name-value.js';

/** A round in figures. Values are in units of the numeraire; where no price formed there are none. */
export interface FinancingReportRound {
  readonly round: number;
  /** How price formation ended: `converged` where there are prices. */
  readonly status: string;
  /** Why there are none. */
  readonly reason?: string | null;
  /** People in the market. */
  readonly participants: number;
  /** One per good; null for a good that has left the round. */
  readonly prices: readonly (DecimalInput | null)[] | null;
  /** Bought of each good, which is what was sold. */
  readonly volume: readonly DecimalInput[] | null;
  /** Wanted of each good and not bought. */
  readonly liquidityGap: readonly DecimalInput[] | null;
  /** The volume at the round's prices. */
  readonly tradedValue: DecimalInput | null;
  /** The gap at the round's prices. */
  readonly liquidityGapValue: DecimalInput | null;
  readonly clearingEfficiency: DecimalInput | null;
  /** Mean utility of everybody at the end of the round. */
  readonly meanUtility: DecimalInput;
}

/** What a run was for one person. Values are in units of the numeraire, each at the prices of its round. */
export interface FinancingReportAgent {
  readonly id: number;
  /** Rounds in a market with prices. */
  readonly marketRounds: number;
  /** Steps walked. */
  readonly steps: number;
  readonly bought: DecimalInput;
  readonly sold: DecimalInput;
  /** Wanted and not bought. */
  readonly liquidityGap: DecimalInput;
  /** Share of what was wanted that was bought; null where nothing was wanted. */
  readonly fillRate: DecimalInput | null;
  readonly utilityStart: DecimalInput;
  readonly utilityEnd: DecimalInput;
  /** What the run was worth to the person, at the last prices; null where there never were any. */
  readonly equivalentVariation: DecimalInput | null;
}

/** Where everybody is at the end of a round. */
export interface FinancingReportFrame {
  readonly round: number;
  readonly people: readonly { readonly id: number; readonly x: number; readonly y: number; readonly phase: string }[];
}

/** One run under one financing mode. */
export interface FinancingReportRun {
  readonly mode: string;
  /** Why the run ended. */
  readonly outcome: string;
  /** Figures of the whole run, nested as they like. */
  readonly metrics: NameValues;
  readonly rounds: readonly FinancingReportRound[];
  readonly agents: readonly FinancingReportAgent[];
  /** Read once; a long run is drawn in some of its rounds. */
  readonly frames: Iterable<FinancingReportFrame>;
}

/** One state cleared under several modes: the state of one round of the first run. */
export interface SameStateRound {
  readonly round: number;
  /** One per mode. */
  readonly modes: readonly {
    readonly mode: string;
    readonly tradedValue: DecimalInput;
    readonly liquidityGapValue: DecimalInput;
  }[];
  /** What is worth a word, such as `NO_GAP_REDUCTION`. */
  readonly warnings: readonly string[];
}

/** What the report of a financing economy is made of: data only. */
export interface FinancingReportInput {
  readonly title: string;
  /** A sentence or two under the title. */
  readonly description?: string;
  /** A nested plain object, or names and values in the order in which they shall appear. */
  readonly parameters: NameValues;
  /** Names of the goods, the numeraire first. */
  readonly goods: readonly string[];
  readonly grid: {
    readonly width: number;
    readonly height: number;
    readonly marketWidth: number;
    readonly marketHeight: number;
    readonly obstacles?: readonly (readonly [number, number])[];
  };
  /** Runs that started alike, one per mode, shown side by side; at least one. */
  readonly runs: readonly FinancingReportRun[];
  /** The states of the first run, each cleared under every mode. */
  readonly sameState?: readonly SameStateRound[];
  /** Where a reader finds the complete log. @defaultValue `log.jsonl` */
  readonly logName?: string;
}
