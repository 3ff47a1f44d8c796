export { createSweepQueue, type SweepQueueOptions } from './bullmq/create-sweep-queue.js';
export type {
  CollectOptions,
  ShardReport,
  Submission,
  SubmitOptions,
  SweepQueue,
  WorkOptions,
} from './bullmq/sweep-queue.js';
