import { setTimeout as sleep } from 'node:timers/promises';
import { UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { SimError, type SimErrors } from '../errors.js';
import { createSweepRunner } from '../node/run-sweep.js';
import { runShard } from '../node/sweep-file.js';
import type { SweepRunner } from '../node/sweep-runner.js';
import type { SweepPlan } from '../sweep/sweep-plan.js';
import { PREFIX, type ShardDesk } from './shard-desk.js';
import { fileDigest, type ShardData, type ShardJob } from './shard-job.js';
import type { WorkOptions } from './sweep-queue.js';

/** Looks so often, in milliseconds, whether there is anything left to do. */
const LOOK_MS = 250;
/** Another attempt would end in the same way. */
const HOPELESS: ReadonlySet<keyof SimErrors> = new Set([
  'SWEEP_INVALID',
  'INVALID_OPTIONS',
  'SWEEP_FILE',
  'QUEUE_PLAN',
]);

/** When a worker counts as lost, and how often a shard may lose one. */
export interface WorkerRules {
  /** Milliseconds without a sign of life. */
  readonly lockDuration: number;
  readonly maxStalled: number;
  readonly keepCompleted: number;
}

/**
 * Works on the shards of a desk until told to stop, or until there are none.
 *
 * @param closing - aborted when the queue is closed
 * @returns how many were done
 */
export async function workOnShards(
  desk: ShardDesk,
  rules: WorkerRules,
  closing: AbortSignal,
  options: WorkOptions,
): Promise<number> {
  const { signal, until = 'aborted' } = options;
  const { link } = desk;
  const stop = AbortSignal.any([closing, link.over, ...(signal === undefined ? [] : [signal])]);
  if (stop.aborted) {
    if (link.over.aborted) throw link.over.reason;
    return 0;
  }
  let done = 0;
  const kept = new KeptRunner(desk, options.workers ?? 1);
  let underWay: Promise<string> | undefined;
  const worker = new Worker<ShardData, string>(
    desk.name,
    async (job: ShardJob, token?: string) => {
      underWay = digestOf(desk, kept, job, token, stop, options);
      const digest = await underWay;
      done++;
      return digest;
    },
    {
      connection: link.client,
      prefix: PREFIX,
      concurrency: 1,
      lockDuration: rules.lockDuration,
      lockRenewTime: rules.lockDuration / 3,
      stalledInterval: rules.lockDuration / 2,
      maxStalledCount: rules.maxStalled,
      removeOnComplete: { count: rules.keepCompleted },
    },
  );
  // A loss of the server is the link's business. Who loses a lock goes on: the other one writes the same.
  worker.on('error', () => {});
  try {
    await (until === 'empty' ? emptied(desk, stop) : aborted(stop));
    await link.guard(worker.close());
  } catch (error) {
    // A farewell to a server that is away takes for ever.
    void worker.close(true).catch(() => {});
    // The folder is left alone before anybody hears that the work has ended.
    await Promise.allSettled([underWay]);
    throw error;
  } finally {
    await kept.close();
  }
  return done;
}

/** Does a shard. Stopped in its middle, it puts the shard back. */
async function digestOf(
  desk: ShardDesk,
  kept: KeptRunner,
  job: ShardJob,
  token: string | undefined,
  stop: AbortSignal,
  { folder, workers = 1, batchSize, onShard }: WorkOptions,
): Promise<string> {
  const { plan: hash, index, of } = job.data;
  const shard = { index, of };
  // Without threads, every run is followed by a turn in which the queue hears from us.
  const batch = workers === 0 ? 1 : batchSize;
  let digest: string;
  try {
    const { plan, runner } = await kept.of(hash);
    const { file } = await runShard(plan, folder, {
      shard,
      runner,
      ...(batch === undefined ? {} : { batchSize: batch }),
      onRow: () => stop.throwIfAborted(),
    });
    digest = await fileDigest(file);
  } catch (error) {
    // Whatever was wrong, it may have been with the threads.
    await kept.close();
    if (stop.aborted) {
      // Where that fails, the others notice that nobody works on it.
      await desk.link.guard(job.moveToWait(token)).catch(() => {});
      throw new WaitingError();
    }
    onShard?.({ plan: hash, shard, problem: error });
    throw error instanceof SimError && HOPELESS.has(error.code) ? new UnrecoverableError(error.message) : error;
  }
  onShard?.({ plan: hash, shard, problem: undefined });
  return digest;
}

/** A plan, and the threads that know it. */
interface Known {
  readonly hash: string;
  readonly plan: SweepPlan;
  readonly runner: SweepRunner;
}

/** Keeps the threads of the last plan: the next shard is most often one of the same, and new threads are slow. */
class KeptRunner {
  readonly #desk: ShardDesk;
  readonly #workers: number;
  #known: Known | undefined;

  constructor(desk: ShardDesk, workers: number) {
    this.#desk = desk;
    this.#workers = workers;
  }

  async of(hash: string): Promise<Known> {
    if (this.#known?.hash === hash) return this.#known;
    await this.close();
    const plan = await this.#desk.plan(hash);
    this.#known = { hash, plan, runner: createSweepRunner(plan, this.#workers) };
    return this.#known;
  }

  async close(): Promise<void> {
    const { runner } = this.#known ?? {};
    this.#known = undefined;
    await runner?.close();
  }
}

async function emptied(desk: ShardDesk, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && (await desk.openCount()) > 0)
    await sleep(LOOK_MS, undefined, { signal: stop }).catch(() => {});
}

async function aborted(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  await new Promise((resolve) => {
    stop.addEventListener('abort', resolve, { once: true });
  });
}
