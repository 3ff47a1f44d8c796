/** A sweep in three parts, as three machines would run them into one folder, and put together again: every run is there, at its place. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MARKET_ARMS, type SweepPlan } from '@bagehot/sim';
import { mergeShards, runShard } from '@bagehot/sim/node';

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

const folder = mkdtempSync(path.join(tmpdir(), 'sweep-'));
// Each call may be a process of its own. One that is cut off goes on where it was; one that is done is left alone.
for (let index = 0; index < 3; index++) await runShard(plan, folder, { shard: { index, of: 3 } });

export const lines: readonly string[] = [...mergeShards(plan, folder, 3)];
console.log(`${lines.length} runs from 3 shards`);
