import type { NameValues } from './name-value.js';

/** What a report is made of: data only, in the shapes that the run's files have. */
export interface ReportInput {
  readonly title: string;
  /** A sentence or two under the title. */
  readonly description?: string;
  /** A nested plain object, or names and values in the order in which they shall appear. `seed` and `ticket_size` are looked up in it. */
  readonly parameters: NameValues;
  /** Metrics of the run, nested as they like; rows with a `day` are the metrics of that day. Decimals as text, numbers or `null`. */
  readonly metrics: NameValues;
  /** The lines of `events.jsonl`, in order. */
  readonly records: Iterable<object>;
  /** The rows of `balances.csv`, for the balance sheets. */
  readonly balances?: Iterable<object>;
  /** Metrics of the same run without dealers (`control`) and with them (`arm`). */
  readonly comparison?: { readonly control: NameValues; readonly arm: NameValues };
  /** Where a reader finds the complete log. @defaultValue `events.jsonl` */
  readonly logName?: string;
}
