/**
 * P19: a sweep over a queue whose workers die. Two processes work on it, one of them is killed with a shard under way, and nobody helps: every run has to be
 * there once, with the bytes of a local sweep. Started with arguments this file is one of the workers.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MARKET_ARMS } from '@bagehot/sim';
import { createSweepQueue } from '@bagehot/sim/bullmq';
import { runSweep } from '@bagehot/sim/node';
import { startRedis } from '../test/redis-server.mjs';

const SHARDS = 12;
const SWEEPS = 2;
const LOCK_MS = 1000;
const plan = (baseSeed) => ({
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 10, q_total: 400, kappa: 1, maturity: { days: 5, mu: '0.5' } },
    dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  },
  design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['0.5', 1, 2, 4] }] },
  arms: MARKET_ARMS,
  replicates: 300,
  baseSeed,
});

async function digest(lines) {
  const hash = createHash('sha256');
  let count = 0;
  for await (const line of lines) {
    hash.update(`${line}\n`);
    count++;
  }
  return `${count} rows ${hash.digest('hex')}`;
}

async function startWorker(...args) {
  const child = spawn(process.execPath, [import.meta.filename, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

/** @returns whether the sweep has the right bytes, and how many shards were done in a second */
async function sweepWithDeath(server, baseSeed, root) {
  const folder = mkdtempSync(path.join(root, 'sweep-'));
  const name = path.basename(folder);
  const queue = createSweepQueue({ connection: server.url, name, lockDuration: LOCK_MS });
  const [victim, survivor] = await Promise.all([0, 1].map(() => startWorker(server.url, name, folder)));
  const start = process.hrtime.bigint();
  await queue.submit(plan(baseSeed), { shards: SHARDS });
  const files = (end) => readdirSync(folder).filter((file) => file.endsWith(end)).length;
  while (files('.jsonl') < SHARDS / 3 || files('.partial') < 2) await sleep(1);
  victim.kill('SIGKILL');
  const found = await digest(queue.collect(plan(baseSeed), { folder, of: SHARDS }));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  survivor.kill('SIGTERM');
  await queue.close();
  const expected = await digest(runSweep(plan(baseSeed), { workers: 2, batchSize: 40 }));
  return { right: found === expected, shardsPerSecond: SHARDS / seconds };
}

const [connection, name, folder] = process.argv.slice(2);
if (connection !== undefined) {
  process.stdout.write('at work\n');
  await createSweepQueue({ connection, name, lockDuration: LOCK_MS }).work({ folder, workers: 1, batchSize: 10 });
} else {
  const root = mkdtempSync(path.join(tmpdir(), 'bagehot-p19-'));
  const server = await startRedis();
  try {
    const sweeps = [];
    for (let k = 0; k < SWEEPS; k++) sweeps.push(await sweepWithDeath(server, k, root));
    console.log(
      JSON.stringify({
        id: 'P19',
        name: 'sweeps with the bytes of a local one though a worker of two was killed',
        value: sweeps.filter(({ right }) => right).length,
        unit: 'sweeps',
        target: `>= ${SWEEPS}`,
        shardsPerSecond: sweeps.map(({ shardsPerSecond }) => Number(shardsPerSecond.toPrecision(3))),
      }),
    );
  } finally {
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  }
}
