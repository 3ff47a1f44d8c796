/** A sweep over a queue in Redis: one desk that submits and collects, two workers that share the shards. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MARKET_ARMS, type SweepPlan } from '@bagehot/sim';
import { createSweepQueue } from '@bagehot/sim/bullmq';

export const plan: SweepPlan = {
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 8, kappa: 1, q_total: 320, maturity: { days: 4, mu: '0.5' } },
    dealer: { enabled: true },
  },
  design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['0.5', 1, 2, 4] }] },
  arms: MARKET_ARMS,
  replicates: 5,
};

const connection = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const folder = mkdtempSync(path.join(tmpdir(), 'sweep-'));
const desk = createSweepQueue({ connection });
await desk.submit(plan, { shards: 5 });

// Each of them may be a process of its own, on a machine of its own that sees the same folder. Runs as small as these need no threads.
const workers = [createSweepQueue({ connection }), createSweepQueue({ connection })];
const done = await Promise.all(workers.map((worker) => worker.work({ folder, workers: 0, until: 'empty' })));

export const lines: string[] = [];
for await (const line of desk.collect(plan, { folder, of: 5 })) lines.push(line);
console.log(`${lines.length} runs from ${done.reduce((sum, count) => sum + count)} shards`);
await Promise.all([desk, ...workers].map((queue) => queue.close()));
