import { parentPort, workerData } from 'node:worker_threads';
import { planSweep, type SweepPlan } from '../sweep/sweep-plan.js';
import { type Batch, batchLines } from './sweep-runner.js';

// The inside of a worker thread: the plan comes once, then batches as pairs of numbers; lines go back.

const sweep = planSweep(JSON.parse(workerData as string) as SweepPlan);
parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(batchLines(sweep, batch)));
