import type { RecordValue } from '@bagehot/kernel';

/** One line of the log as in the dealer specification, section 12: snake_case fields, decimals as texts; its place in the log is its `seq`. */
export interface OracleRecord {
  readonly kind: string;
  readonly day: number;
  readonly [field: string]: RecordValue;
}
