import type { PairRow, RunRow } from './row.js';

/** A row without figures. */
export interface Failure {
  readonly index: number;
  readonly seed: string;
  readonly values: readonly string[];
  readonly arm: string;
  readonly status: string;
  readonly problem: string;
}

/** Rows of this many are listed; of the others only their number is kept. */
const MOST_LISTED = 200;

/** Rows that could not be run or did not run to their end. */
export class Failures {
  readonly listed: Failure[] = [];
  count = 0;

  add({ index, seed, values, arm, status, problem }: PairRow | RunRow): void {
    this.count++;
    if (this.listed.length < MOST_LISTED) this.listed.push({ index, seed, values, arm, status, problem });
  }
}
