export { createSweepRunner, type RunSweepOptions, runSweep } from './node/run-sweep.js';
export type { Batch, SweepRunner } from './node/sweep-runner.js';
