import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Job } from 'bullmq';
import { SimError } from '../errors.js';
import { storageError } from '../node/storage.js';
import { planHash, type Shard } from '../node/sweep-file.js';
import type { SweepPlan } from '../sweep/sweep-plan.js';

/** What a job says: which part of which plan. The plan itself is kept once for all its jobs. */
export interface ShardData extends Shard {
  /** SHA-256 of the plan. */
  readonly plan: string;
}

/** A job is a shard; what it comes to is the digest of the shard's file. */
export type ShardJob = Job<ShardData, string>;

/** The name of a shard's job: whoever submits it, it is one job. BullMQ has no colons in names. */
export function jobId({ plan, index, of }: ShardData): string {
  return `${plan}-${index}-of-${of}`;
}

/** The jobs of a sweep. @throws SimError `INVALID_OPTIONS` unless it has at least one shard */
export function shardsOf(plan: string, of: number): readonly ShardData[] {
  if (!Number.isInteger(of) || of < 1) {
    const reason = `must be a whole number of at least 1, but is ${of}`;
    throw new SimError('INVALID_OPTIONS', { field: 'shards', reason }, `shards ${reason}`);
  }
  return Array.from({ length: of }, (_, index) => ({ plan, index, of }));
}

/** The plan a text holds. @throws SimError `QUEUE_PLAN` when it is missing or another one */
export function readPlan(text: string | null, plan: string): SweepPlan {
  if (text === null) throw wrongPlan(plan, 'is not in the queue');
  let found: SweepPlan;
  try {
    found = JSON.parse(text) as SweepPlan;
  } catch {
    throw wrongPlan(plan, 'is kept there as something that is no plan');
  }
  const hash = planHash(found);
  if (hash !== plan) throw wrongPlan(plan, `is kept there as another plan, ${hash}`);
  return found;
}

function wrongPlan(plan: string, reason: string): SimError<'QUEUE_PLAN'> {
  return new SimError('QUEUE_PLAN', { plan, reason }, `plan ${plan} ${reason}`);
}

/** SHA-256 of a file, hexadecimal, read piece by piece with turns in between. @throws SimError `SWEEP_STORAGE` */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  } catch (error) {
    throw storageError(file, error);
  }
  return hash.digest('hex');
}
