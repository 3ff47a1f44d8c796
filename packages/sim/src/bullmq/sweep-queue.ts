import type { Shard } from '../node/sweep-file.js';
import type { SweepPlan } from '../sweep/sweep-plan.js';

/**
 * Port: shards of sweeps handed to workers that come and go, on any number of machines that see one folder.
 *
 * Law: a shard that was submitted is worked on at least once, as long as there is a worker; what `collect` yields are the rows of `runSweep`, each exactly
 * once. The second does not follow from the first by the queue's doing: a shard's bytes depend on the plan and its place in it alone, and a file gets its name
 * when it is complete, so a shard that is done twice is the same file.
 */
export interface SweepQueue {
  /**
   * Puts the shards of a sweep into the queue. Those that are there already, waiting, under way or done, are left alone; those that have failed are tried again.
   *
   * @throws SimError `SWEEP_INVALID`, `INVALID_OPTIONS`, `QUEUE_UNREACHABLE`
   */
  submit(plan: SweepPlan, options: SubmitOptions): Promise<Submission>;
  /**
   * Works on shards, one at a time, until it is told to stop or there is nothing left to do. A shard that fails goes back into the queue, for another attempt.
   *
   * @returns how many shards were done here
   * @throws SimError `INVALID_OPTIONS`, `QUEUE_UNREACHABLE`
   */
  work(options: WorkOptions): Promise<number>;
  /**
   * Waits until every shard is done, holds each file against the digest its worker left, and yields the rows in order. Shards the queue does not know, because
   * they were never submitted or the server has lost them, are submitted.
   *
   * @throws SimError `SHARDS_FAILED` with the reasons, once the others are done; `SWEEP_INCOMPLETE` and `SWEEP_FILE` as `mergeShards`; `SWEEP_INVALID`,
   * `INVALID_OPTIONS`, `QUEUE_UNREACHABLE`; the signal's reason when it is given up
   */
  collect(plan: SweepPlan, options: CollectOptions): AsyncGenerator<string, void, void>;
  /** Ends the connection. Workers under way are told to stop, and waited for. */
  close(): Promise<void>;
}

/** How a sweep is split. */
export interface SubmitOptions {
  /** Number of shards: best so many that each is 1 to 60 seconds of work. */
  readonly shards: number;
  /** Where the files are to be. With it, shards that were done once and whose file is not there any more are done again. */
  readonly folder?: string;
}

/** What was put into the queue. */
export interface Submission {
  /** Shards that were new. */
  readonly added: number;
  /** Shards that had failed, or whose file is gone. */
  readonly retried: number;
}

/** How a worker works. */
export interface WorkOptions {
  /** Where the files go: the same for every worker and for `collect`. */
  readonly folder: string;
  /**
   * Threads that share a shard's runs. With 0 they are run in this one, with a turn for the queue after each: good enough for runs of less than a third of the
   * queue's `lockDuration`.
   *
   * @defaultValue 1
   */
  readonly workers?: number;
  /** Runs handed to a thread at once, as in `runSweep`. */
  readonly batchSize?: number;
  /** Stops the work: the shard under way goes back into the queue, and what is done of it stays in the folder. */
  readonly signal?: AbortSignal;
  /**
   * When to stop by oneself: never, or when every shard of every sweep in the queue is done or given up.
   *
   * @defaultValue 'aborted'
   */
  readonly until?: 'aborted' | 'empty';
  /** Told what became of each shard. */
  readonly onShard?: (report: ShardReport) => void;
}

/** What became of a shard. */
export interface ShardReport {
  /** SHA-256 of the plan. */
  readonly plan: string;
  readonly shard: Shard;
  /** Why it failed, this time; undefined when it is done. */
  readonly problem: unknown;
}

/** Where a sweep is collected. */
export interface CollectOptions {
  readonly folder: string;
  /** Number of shards, as it was submitted. */
  readonly of: number;
  readonly signal?: AbortSignal;
  /** Told how many shards are done, whenever that changes. */
  readonly onProgress?: (done: number, of: number) => void;
}
