import { existsSync } from 'node:fs';
import { type JobsOptions, Queue } from 'bullmq';
import { hashedShardFile, planHash } from '../node/sweep-file.js';
import { planSweep, type SweepPlan } from '../sweep/sweep-plan.js';
import type { RedisLink } from './redis-link.js';
import { jobId, readPlan, type ShardData, type ShardJob, shardsOf } from './shard-job.js';
import type { Submission, SubmitOptions } from './sweep-queue.js';

/** Everything of ours in a server begins with this. */
export const PREFIX = 'bagehot';
/** Shards asked about in one go. */
const AT_ONCE = 500;

/** How shards are treated. */
export interface ShardRules {
  /** Attempts that may end with an error. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; each further one waits twice as long. */
  readonly backoff: number;
  /** Shards that are done and remembered, at most. */
  readonly keepCompleted: number;
}

/** Where a shard stands. */
export type ShardState =
  | { readonly kind: 'unknown' | 'open' }
  | { readonly kind: 'done'; readonly digest: string }
  | { readonly kind: 'failed'; readonly attempts: number; readonly reason: string };

/** What is known of shards: puts them into the queue, keeps their plans, says where they stand. */
export class ShardDesk {
  readonly name: string;
  readonly link: RedisLink;
  readonly #queue: Queue<ShardData, string>;
  readonly #options: JobsOptions;

  constructor(name: string, link: RedisLink, rules: ShardRules) {
    this.name = name;
    this.link = link;
    this.#queue = new Queue(name, { connection: link.client, prefix: PREFIX });
    // The link hears of every loss by itself.
    this.#queue.on('error', () => {});
    this.#options = {
      attempts: rules.attempts,
      backoff: { type: 'exponential', delay: rules.backoff },
      removeOnComplete: { count: rules.keepCompleted },
    };
  }

  async submit(plan: SweepPlan, { shards, folder }: SubmitOptions): Promise<Submission> {
    planSweep(plan);
    const all = shardsOf(planHash(plan), shards);
    let added = 0;
    let retried = 0;
    for (const some of portionsOf(all)) {
      const states = await this.states(some);
      const isGone = (shard: ShardData): boolean =>
        folder !== undefined && !existsSync(hashedShardFile(shard.plan, folder, shard));
      const isNew = (_: ShardData, k: number): boolean => states[k]?.kind === 'unknown';
      const isAgain = (shard: ShardData, k: number): boolean =>
        states[k]?.kind === 'failed' || (states[k]?.kind === 'done' && isGone(shard));
      const again = some.filter(isAgain);
      await this.link.guard(Promise.all(again.map((shard) => this.#queue.remove(jobId(shard)))));
      const fresh = some.filter(isNew);
      await this.add(plan, [...fresh, ...again]);
      added += fresh.length;
      retried += again.length;
    }
    return { added, retried };
  }

  /** Puts shards into the queue, and the plan before them; one that is there already is left alone. */
  async add(plan: SweepPlan, shards: readonly ShardData[]): Promise<void> {
    const first = shards[0];
    if (first === undefined) return;
    await this.link.guard(this.link.client.set(this.#planKey(first.plan), JSON.stringify(plan)));
    const jobs = shards.map((data) => ({ name: 'shard', data, opts: { ...this.#options, jobId: jobId(data) } }));
    await this.link.guard(this.#queue.addBulk(jobs));
  }

  /** Where shards stand, in the order of the list. */
  async states(shards: readonly ShardData[]): Promise<readonly ShardState[]> {
    return this.link.guard(Promise.all(shards.map((shard) => this.#state(jobId(shard)))));
  }

  /** The plan of a shard. @throws SimError `QUEUE_PLAN`, `QUEUE_UNREACHABLE` */
  async plan(hash: string): Promise<SweepPlan> {
    return readPlan(await this.link.guard(this.link.client.get(this.#planKey(hash))), hash);
  }

  /** Shards of every sweep that wait or are under way. */
  async openCount(): Promise<number> {
    const counts = await this.link.guard(this.#queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized'));
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    if (!this.link.over.aborted) await this.link.guard(this.#queue.close()).catch(() => {});
    this.link.close();
  }

  async #state(id: string): Promise<ShardState> {
    const state = await this.#queue.getJobState(id);
    if (state === 'unknown') return { kind: 'unknown' };
    if (state !== 'completed' && state !== 'failed') return { kind: 'open' };
    const job: ShardJob | undefined = await this.#queue.getJob(id);
    // Forgotten in the meantime.
    if (job === undefined) return { kind: 'unknown' };
    if (state === 'completed') return { kind: 'done', digest: job.returnvalue };
    return { kind: 'failed', attempts: job.attemptsMade, reason: job.failedReason };
  }

  #planKey(hash: string): string {
    return `${PREFIX}:${this.name}:plan:${hash}`;
  }
}

/** A list in portions that can be asked about in one go. */
function* portionsOf<Item>(items: readonly Item[]): Generator<readonly Item[], void, void> {
  for (let start = 0; start < items.length; start += AT_ONCE) yield items.slice(start, start + AT_ONCE);
}
