import type { NameValues } from '../name-value.js';

/** Where the reports of a pair's two runs are, relative to the page. */
export interface PairReports {
  readonly baseline: string;
  readonly treatment: string;
}

/** What the page of a sweep is made of: data only, in the shapes that a sweep's files have. */
export interface SweepInput {
  readonly title: string;
  /** A sentence or two under the title. */
  readonly description?: string;
  /** What all runs have in common: a nested plain object, or names and values in the order in which they shall appear. */
  readonly parameters: NameValues;
  /** Columns of the rows that hold what was varied, in the order of the design. */
  readonly axes: readonly string[];
  /** Names of the arms; the others are compared with the first. With one arm the rows are runs, else pairs. */
  readonly arms: readonly string[];
  /**
   * The rows of `comparison.csv`, or those of `results.csv` when there is one arm: objects from the names of columns to text, numbers or `null`, decimals as text.
   * They are read once; memory grows with levels, cells and worsened pairs, not with rows.
   */
  readonly rows: Iterable<object>;
  /** `summary.json`: tests and intervals are taken from it. What it lacks is not shown. */
  readonly summary: object;
  /** Rows of `frontier.csv`, when the design looked for one. */
  readonly frontier?: Iterable<object>;
  /** The reports of the two runs of a pair, when they were written: links relative to the page. */
  readonly reports?: (index: number) => PairReports | undefined;
  /** A command line that runs a pair again, for pairs without reports. */
  readonly rerun?: (index: number) => string;
  /** Where a reader finds all rows. @defaultValue `comparison.csv`, or `results.csv` when there is one arm */
  readonly tableName?: string;
}
