import type { Sweep } from '../sweep/sweep-plan.js';
import { sweepRows } from '../sweep/sweep-rows.js';

/** A stretch of a sweep's runs: from `from` up to, not including, `to`. */
export interface Batch {
  readonly from: number;
  readonly to: number;
}

/** Port: does batches of one sweep, here or elsewhere. Law: a batch's lines depend on the plan and the batch alone. */
export interface SweepRunner {
  /**
   * The rows of each batch as lines of JSON. Batches come out in their order, in whatever order they were done.
   *
   * @throws SimError `WORKER_LOST` when a thread ends before its batch
   */
  map(batches: Iterable<Batch>): AsyncGenerator<readonly string[], void, void>;
  /** Lets go of threads; batches under way are given up. */
  close(): Promise<void>;
}

/** The lines of a batch. */
export function batchLines(sweep: Sweep, batch: Batch): readonly string[] {
  return Array.from(sweepRows(sweep, batch), (row) => JSON.stringify(row));
}

/** A runner in this thread: one batch after another, with a turn for timers and signals in between. */
export class LocalRunner implements SweepRunner {
  readonly #sweep: Sweep;
  #closed = false;

  constructor(sweep: Sweep) {
    this.#sweep = sweep;
  }

  async *map(batches: Iterable<Batch>): AsyncGenerator<readonly string[], void, void> {
    for (const batch of batches) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (this.#closed) return;
      yield batchLines(this.#sweep, batch);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
