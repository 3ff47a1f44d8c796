import { SimError } from '../errors.js';
import { planSweep, type Sweep, type SweepPlan } from '../sweep/sweep-plan.js';
import { type Batch, LocalRunner, type SweepRunner } from './sweep-runner.js';
import { WorkerRunner } from './worker-runner.js';

/** How a sweep is run. Nothing here changes what comes out. */
export interface RunSweepOptions {
  /**
   * Threads that share the work, no more than there are batches; 0 runs everything in this one.
   *
   * @defaultValue 0
   */
  readonly workers?: number;
  /**
   * Threads that are there already, made by `createSweepRunner` for the same plan: they stay when the sweep ends. A new thread takes a second or two until
   * it is fast, which counts when a plan is run in many small parts.
   *
   * @defaultValue `workers` new threads, which end with the sweep
   */
  readonly runner?: SweepRunner;
  /**
   * Runs handed to a thread at once. Worth 20 to 100 ms of work: a hundred or more small runs, a few of a hundred agents with a market.
   *
   * @defaultValue 8
   */
  readonly batchSize?: number;
  /** First run. @defaultValue 0 */
  readonly from?: number;
  /**
   * Behind the last run.
   *
   * @defaultValue the number of runs
   */
  readonly to?: number;
}

/**
 * Runs a sweep and yields its rows in order, each as a line of JSON (a `SweepRow`): the same bytes for any number of workers and any size of batch. At most a
 * few batches per worker are in memory.
 *
 * Leaving the loop early ends the threads.
 *
 * @throws SimError `SWEEP_INVALID` for the plan, `INVALID_OPTIONS` for the options, `WORKER_LOST` when a thread ends before its work
 * @example
 * for await (const line of runSweep(plan, { workers: 2 })) file.write(`${line}\n`);
 */
export async function* runSweep(plan: SweepPlan, options: RunSweepOptions = {}): AsyncGenerator<string, void, void> {
  const sweep = planSweep(plan);
  const { count } = sweep;
  const { workers = 0, batchSize = 8, from = 0, to = count } = options;
  requireWhole('workers', workers, 0, Number.MAX_SAFE_INTEGER);
  requireWhole('batchSize', batchSize, 1, Number.MAX_SAFE_INTEGER);
  requireWhole('from', from, 0, count);
  requireWhole('to', to, from, count);
  // A thread without a batch would only cost its start.
  const batches = Math.ceil((to - from) / batchSize);
  const runner = options.runner ?? runnerOf(plan, sweep, Math.min(workers, batches));
  try {
    for await (const lines of runner.map(batchesOf(from, to, batchSize))) yield* lines;
  } finally {
    if (options.runner === undefined) await runner.close();
  }
}

/** A runner in this thread, or one over so many threads of its own. @throws SimError `SWEEP_INVALID` */
export function createSweepRunner(plan: SweepPlan, workers: number): SweepRunner {
  return runnerOf(plan, planSweep(plan), workers);
}

function runnerOf(plan: SweepPlan, sweep: Sweep, workers: number): SweepRunner {
  return workers === 0 ? new LocalRunner(sweep) : new WorkerRunner(plan, workers);
}

function* batchesOf(from: number, to: number, size: number): Generator<Batch, void, void> {
  for (let start = from; start < to; start += size) yield { from: start, to: Math.min(start + size, to) };
}

function requireWhole(field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  const reason = `must be a whole number ${range}, but is ${value}`;
  throw new SimError('INVALID_OPTIONS', { field, reason }, `${field} ${reason}`);
}
