import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FailedShard, SimError } from '../errors.js';
import { hashedShardFile, mergeShards, planHash } from '../node/sweep-file.js';
import { planSweep, type SweepPlan } from '../sweep/sweep-plan.js';
import type { ShardDesk, ShardState } from './shard-desk.js';
import { fileDigest, type ShardData, shardsOf } from './shard-job.js';
import type { CollectOptions } from './sweep-queue.js';

/** Looks at so many shards at a time: they are done in about their order. */
const WINDOW = 500;
/** Milliseconds between two looks at which nothing had changed. */
const LOOK_MS = 200;

/**
 * The rows of a sweep once all its shards are done.
 *
 * @param patienceMs - so long a file may take to be seen from here
 */
export async function* collectShards(
  desk: ShardDesk,
  plan: SweepPlan,
  patienceMs: number,
  options: CollectOptions,
): AsyncGenerator<string, void, void> {
  const { folder, of, signal } = options;
  planSweep(plan);
  const shards = shardsOf(planHash(plan), of);
  const digests = await digestsOf(desk, plan, shards, options);
  for (let waited = 0; waited < patienceMs && shards.some((shard) => !isThere(shard)); waited += LOOK_MS)
    await pause(signal);
  for (const shard of shards) {
    const expected = digests[shard.index];
    const file = hashedShardFile(shard.plan, folder, shard);
    // What is missing is the merge's to say: it knows all of them.
    if (expected === undefined || !isThere(shard)) continue;
    const found = await fileDigest(file);
    if (found === expected) continue;
    const reason = `has the digest ${found}, but its worker wrote ${expected}`;
    throw new SimError('SWEEP_FILE', { file, reason }, `${file} ${reason}`);
  }
  yield* mergeShards(plan, folder, of);

  function isThere(shard: ShardData): boolean {
    return existsSync(hashedShardFile(shard.plan, folder, shard));
  }
}

/** What the workers say the files are; undefined where the queue has forgotten it. @throws SimError `SHARDS_FAILED` when there is nothing left to wait for */
async function digestsOf(
  desk: ShardDesk,
  plan: SweepPlan,
  shards: readonly ShardData[],
  { folder, of, signal, onProgress }: CollectOptions,
): Promise<readonly (string | undefined)[]> {
  const digests = shards.map((): string | undefined => undefined);
  const failed: FailedShard[] = [];
  let open = shards;
  while (open.length > 0) {
    signal?.throwIfAborted();
    const window = open.slice(0, WINDOW);
    const states = await desk.states(window);
    const isOpen = (shard: ShardData, k: number): boolean => {
      const state = states[k] as ShardState;
      if (state.kind === 'done') digests[shard.index] = state.digest;
      if (state.kind === 'failed') failed.push({ shard: shard.index, attempts: state.attempts, reason: state.reason });
      return (
        state.kind === 'open' || (state.kind === 'unknown' && !existsSync(hashedShardFile(shard.plan, folder, shard)))
      );
    };
    const stillOpen = window.filter(isOpen);
    const unknown = window.filter((shard, k) => states[k]?.kind === 'unknown' && stillOpen.includes(shard));
    await desk.add(plan, unknown);
    if (stillOpen.length === window.length) await pause(signal);
    else onProgress?.(of - failed.length - (open.length - window.length) - stillOpen.length, of);
    open = [...stillOpen, ...open.slice(WINDOW)];
  }
  if (failed.length > 0) throw shardsFailed(failed, of);
  return digests;
}

function shardsFailed(failed: readonly FailedShard[], of: number): SimError<'SHARDS_FAILED'> {
  const lines = failed.map(({ shard, attempts, reason }) => `shard ${shard} of ${of}, ${attempts} times: ${reason}`);
  return new SimError('SHARDS_FAILED', { failed, of }, lines.join('\n'));
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(LOOK_MS, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
