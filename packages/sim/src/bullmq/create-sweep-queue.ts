import type { RedisOptions } from 'ioredis';
import { SimError } from '../errors.js';
import type { SweepPlan } from '../sweep/sweep-plan.js';
import { RedisLink } from './redis-link.js';
import { collectShards } from './shard-collection.js';
import { ShardDesk } from './shard-desk.js';
import { type WorkerRules, workOnShards } from './shard-worker.js';
import type { CollectOptions, Submission, SubmitOptions, SweepQueue, WorkOptions } from './sweep-queue.js';

/** A queue on a Redis or Valkey server. Every process that shares it names the same server and the same queue. */
export interface SweepQueueOptions {
  /** The server: an address such as `redis://user:password@host:6379`, or the options of ioredis. It keeps an append-only file, and evicts nothing. */
  readonly connection: string | RedisOptions;
  /** Name of the queue, without colons. @defaultValue 'sweeps' */
  readonly name?: string;
  /**
   * A worker that gives no sign of life for so many milliseconds is taken for dead, and its shard goes to another. Signs are given every third of it.
   *
   * @defaultValue 30000
   */
  readonly lockDuration?: number;
  /**
   * So many milliseconds a server that is away is waited for; then everything ends with `QUEUE_UNREACHABLE`.
   *
   * @defaultValue 30000
   */
  readonly patience?: number;
  /** Attempts at a shard that may end with an error. @defaultValue 3 */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; each further one waits twice as long. @defaultValue 1000 */
  readonly backoff?: number;
  /** Workers that a shard may lose before it is given up. What was done of it is never lost. @defaultValue 20 */
  readonly maxStalled?: number;
  /** Shards that are done and that the server remembers, at most. @defaultValue 100000 */
  readonly keepCompleted?: number;
}

/**
 * Connects to a queue of shards, which BullMQ keeps in Redis. BullMQ and ioredis are to be installed beside this package.
 *
 * BullMQ does a shard **at least once**: again when its worker has died, seems to have, or the server has forgotten the last second. That the rows come out
 * exactly once is the files' doing, see {@link SweepQueue}.
 *
 * @throws SimError `INVALID_OPTIONS`
 * @example
 * const queue = createSweepQueue({ connection: 'redis://127.0.0.1:6379' });
 * await queue.submit(plan, { shards: 100 });
 * for await (const line of queue.collect(plan, { folder, of: 100 })) file.write(`${line}\n`);
 */
export function createSweepQueue(options: SweepQueueOptions): SweepQueue {
  const { connection, name = 'sweeps', patience = 30_000, lockDuration = 30_000 } = options;
  const { attempts = 3, backoff = 1000, maxStalled = 20, keepCompleted = 100_000 } = options;
  if (name === '' || name.includes(':')) throw invalid('name', `must be a text without colons, but is '${name}'`);
  const numbers = { lockDuration, patience, attempts, backoff, maxStalled, keepCompleted };
  for (const [field, value] of Object.entries(numbers))
    if (!Number.isSafeInteger(value) || value < 1)
      throw invalid(field, `must be a whole number of at least 1, but is ${value}`);
  const desk = new ShardDesk(name, new RedisLink(connection, patience), numbers);
  return new BullSweepQueue(desk, numbers);
}

interface QueueRules extends WorkerRules {
  readonly patience: number;
}

class BullSweepQueue implements SweepQueue {
  readonly #desk: ShardDesk;
  readonly #rules: QueueRules;
  readonly #closing = new AbortController();
  readonly #atWork = new Set<Promise<number>>();

  constructor(desk: ShardDesk, rules: QueueRules) {
    this.#desk = desk;
    this.#rules = rules;
  }

  async submit(plan: SweepPlan, options: SubmitOptions): Promise<Submission> {
    return this.#desk.submit(plan, options);
  }

  async work(options: WorkOptions): Promise<number> {
    const { workers = 1, batchSize = 1 } = options;
    if (!Number.isSafeInteger(workers) || workers < 0)
      throw invalid('workers', `must be a whole number of at least 0, but is ${workers}`);
    if (!Number.isSafeInteger(batchSize) || batchSize < 1)
      throw invalid('batchSize', `must be a whole number of at least 1, but is ${batchSize}`);
    const work = workOnShards(this.#desk, this.#rules, this.#closing.signal, options);
    this.#atWork.add(work);
    try {
      return await work;
    } finally {
      this.#atWork.delete(work);
    }
  }

  collect(plan: SweepPlan, options: CollectOptions): AsyncGenerator<string, void, void> {
    return collectShards(this.#desk, plan, this.#rules.patience, options);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#atWork);
    await this.#desk.close();
  }
}

function invalid(field: string, reason: string): SimError<'INVALID_OPTIONS'> {
  return new SimError('INVALID_OPTIONS', { field, reason }, `${field} ${reason}`);
}
