export { hashOfFile, openRun, type RunFileProblem, verifyRun } from './node/open-run.js';
export { runId } from './node/run-id.js';
export { type ManifestParts, runManifest } from './node/run-manifest.js';
export { createSweepRunner, type RunSweepOptions, runSweep } from './node/run-sweep.js';
export { type StoredScenarioOptions, type StoreOptions, storeBranch, storeRun } from './node/store-run.js';
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
