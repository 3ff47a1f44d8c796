import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { planSweep, type SweepPlan, sweepRows } from '@bagehot/sim';
import { mergeShards, shardFile } from '@bagehot/sim/node';
import { afterAll, expect, it } from 'vitest';
import { randomMoments } from './random-moments.js';
import { SMALL_PLAN } from './sweep-plans.js';

const KILLS = 20;
const PLAN: SweepPlan = { ...SMALL_PLAN, replicates: 20 };
const root = mkdtempSync(path.join(tmpdir(), 'bagehot-killed-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs the shard in a process of its own, which says `started` and is killed some time later, if a time is given. */
function runInProcess(folder: string, workers: number, killAfterMs: number | undefined): Promise<number | null> {
  const program = `
    import { runShard } from '@bagehot/sim/node';
    console.log('started');
    await runShard(${JSON.stringify(PLAN)}, ${JSON.stringify(folder)}, { workers: ${workers}, batchSize: 4 });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: path.join(import.meta.dirname, '../../../examples'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => {
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  return new Promise((resolve) => child.on('close', resolve));
}

it(`comes to the same bytes after ${KILLS} kills at any moment`, async () => {
  const rows = Array.from(sweepRows(planSweep(PLAN)), (row) => JSON.stringify(row));
  const moments = randomMoments('deaths of a shard');
  let killed = 0;
  let resumed = 0;
  for (let round = 0; killed < KILLS; round++) {
    const folder = mkdtempSync(path.join(root, 'run-'));
    const workers = round % 3;
    // Killed and taken up again, until it ends by itself.
    while (killed < KILLS) {
      const code = await runInProcess(folder, workers, moments.next(0, 500));
      if (code === 0) break;
      killed++;
      const [left] = readdirSync(folder);
      if (left !== undefined && readFileSync(path.join(folder, left), 'utf8').split('\n').length > 2) resumed++;
    }
    expect(await runInProcess(folder, workers, undefined)).toBe(0);
    expect(readdirSync(folder)).toEqual([path.basename(shardFile(PLAN, folder, { index: 0, of: 1 }))]);
    expect([...mergeShards(PLAN, folder, 1)]).toEqual(rows);
  }
  console.log(`${killed} killed, ${resumed} with rows to go on from`);
  expect(resumed).toBeGreaterThan(0);
}, 180_000);
