export { runId } from './node/run-id.js';
export { createSweepRunner, type RunSweepOptions, runSweep } from './node/run-sweep.js';
export {
  mergedRows,
  mergeShards,
  planHash,
  runShard,
  type Shard,
  type ShardOptions,
  type ShardResult,
  shardFile,
} from './node/sweep-file.js';
export type { Batch, SweepRunner } from './node/sweep-runner.js';
