import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { planSweep, type SweepPlan, sweepRows } from '@bagehot/sim';
import { createSweepQueue, type ShardReport, type SweepQueue, type SweepQueueOptions } from '@bagehot/sim/bullmq';
import { planHash, shardFile } from '@bagehot/sim/node';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../../../test/redis-server.mjs';
import { bundleSources } from './sources-bundle.js';
import { SMALL_PLAN } from './sweep-plans.js';

const rowsOf = (plan: SweepPlan): readonly string[] =>
  Array.from(sweepRows(planSweep(plan)), (row) => JSON.stringify(row));
const rows = rowsOf(SMALL_PLAN);
const hash = planHash(SMALL_PLAN);
const root = mkdtempSync(path.join(tmpdir(), 'bagehot-queue-'));

let server: RedisServer;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
});
afterAll(async () => {
  redis?.disconnect();
  await server?.stop();
  rmSync(root, { recursive: true, force: true });
});

let folder = root;
const open: SweepQueue[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'run-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.close()));
  await redis.flushall();
});

function connect(options: Partial<SweepQueueOptions> = {}): SweepQueue {
  const queue = createSweepQueue({
    connection: server.url,
    lockDuration: 600,
    patience: 5000,
    backoff: 10,
    ...options,
  });
  open.push(queue);
  return queue;
}

async function collected(queue: SweepQueue, of: number, plan: SweepPlan = SMALL_PLAN): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of queue.collect(plan, { folder, of })) lines.push(line);
  return lines;
}

const here = { workers: 0 } as const;

describe('a sweep over a queue', () => {
  it('comes to the bytes of a local sweep, however many work on it', async () => {
    const [desk, ...others] = [connect(), connect(), connect()];
    const progress: number[] = [];
    expect(await desk.submit(SMALL_PLAN, { shards: 5 })).toEqual({ added: 5, retried: 0 });
    const done = await Promise.all(others.map((queue) => queue.work({ folder, until: 'empty', ...here })));
    expect(done.reduce((sum, count) => sum + count, 0)).toBe(5);
    const lines: string[] = [];
    const onProgress = (count: number): void => void progress.push(count);
    for await (const line of desk.collect(SMALL_PLAN, { folder, of: 5, onProgress })) lines.push(line);
    expect(lines).toEqual(rows);
    expect(progress).toEqual([5]);
    expect(readdirSync(folder).sort()).toEqual(
      [0, 1, 2, 3, 4].map((index) => path.basename(shardFile(SMALL_PLAN, folder, { index, of: 5 }))),
    );
  });

  it('is submitted once, however often one says so', async () => {
    const queue = connect();
    await queue.submit(SMALL_PLAN, { shards: 4 });
    expect(await connect().submit(SMALL_PLAN, { shards: 4 })).toEqual({ added: 0, retried: 0 });
    expect(await queue.work({ folder, until: 'empty', ...here })).toBe(4);
    expect(await queue.submit(SMALL_PLAN, { shards: 4, folder })).toEqual({ added: 0, retried: 0 });
    rmSync(shardFile(SMALL_PLAN, folder, { index: 2, of: 4 }));
    expect(await queue.submit(SMALL_PLAN, { shards: 4, folder })).toEqual({ added: 0, retried: 1 });
    expect(await queue.work({ folder, until: 'empty', ...here })).toBe(1);
    expect(await collected(queue, 4)).toEqual(rows);
  });

  it('goes back into the queue when its worker is told to stop, and is taken up where it was', async () => {
    const queue = connect();
    await queue.submit(SMALL_PLAN, { shards: 1 });
    const stop = new AbortController();
    const work = queue.work({ folder, signal: stop.signal, ...here });
    await rowsIn(folder, 3);
    stop.abort();
    expect(await work).toBe(0);
    expect(await redis.llen('bagehot:sweeps:wait')).toBe(1);
    expect(readdirSync(folder)[0]).toMatch(/\.partial$/);
    expect(await queue.work({ folder, signal: stop.signal })).toBe(0);
    expect(await queue.work({ folder, until: 'empty', ...here })).toBe(1);
    expect(await collected(queue, 1)).toEqual(rows);
  });

  it('survives a server that dies and comes back while it is worked on', async () => {
    const [desk, other] = [connect(), connect()];
    await desk.submit(SMALL_PLAN, { shards: 6 });
    const stop = new AbortController();
    const work = other.work({ folder, signal: stop.signal, ...here });
    const lines = collected(desk, 6);
    await rowsIn(folder, 3);
    await server.kill();
    await server.start();
    expect(await lines).toEqual(rows);
    stop.abort();
    expect(await work).toBeGreaterThan(0);
  });

  it('comes out once when a worker that lives has lost its lock to another', async () => {
    const plan: SweepPlan = { ...SMALL_PLAN, replicates: 6 };
    const [desk, slow, fast] = [connect(), connect(), connect()];
    const { file, id } = { file: shardFile(plan, folder, { index: 0, of: 1 }), id: `${planHash(plan)}-0-of-1` };
    await desk.submit(plan, { shards: 1 });
    const first = slow.work({ folder, until: 'empty', ...here });
    await rowsIn(folder, 2);
    // As if it had been silent for too long, its shard is given to somebody else.
    const queue = new Queue('sweeps', { connection: redis, prefix: 'bagehot' });
    await (await queue.getJob(id))?.moveToWait('0');
    const second = fast.work({ folder, until: 'empty', ...here });
    while ((await redis.hget(`bagehot:sweeps:${id}`, 'ats')) !== '2') await sleep(1);
    expect(existsSync(file)).toBe(false);
    expect(await collected(desk, 1, plan)).toEqual(rowsOf(plan));
    await Promise.all([first, second]);
    expect(readdirSync(folder)).toEqual([path.basename(file)]);
    await queue.close();
  });

  it('survives the death of a worker in the middle of a shard', async () => {
    const worker = await bundleSources(`
      import { createSweepQueue } from '@bagehot/sim/bullmq';
      const [connection = '', folder = ''] = process.argv.slice(2);
      await createSweepQueue({ connection, lockDuration: 600 }).work({ folder, batchSize: 1 });
    `);
    try {
      const plan: SweepPlan = { ...SMALL_PLAN, replicates: 6 };
      const [desk, other] = [connect(), connect()];
      await desk.submit(plan, { shards: 2 });
      const child = spawn(process.execPath, [worker.file, server.url, folder], { stdio: 'inherit' });
      await rowsIn(folder, 3);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(readdirSync(folder).filter((file) => file.endsWith('.partial'))).toHaveLength(1);
      const work = other.work({ folder, until: 'empty', ...here });
      expect(await collected(desk, 2, plan)).toEqual(rowsOf(plan));
      expect(await work).toBe(2);
    } finally {
      worker.remove();
    }
  });
});

describe('what can go wrong with a queue', () => {
  it('names the shards that failed, with the reason, and tries them again when they are submitted again', async () => {
    const queue = connect({ attempts: 3 });
    const blocked = path.join(folder, 'a-file');
    writeFileSync(blocked, '');
    await queue.submit(SMALL_PLAN, { shards: 2 });
    const reports: ShardReport[] = [];
    const onShard = (report: ShardReport): void => void reports.push(report);
    expect(await queue.work({ folder: blocked, until: 'empty', onShard, ...here })).toBe(0);
    expect(reports).toHaveLength(6);
    expect(reports[0]).toMatchObject({ plan: hash, shard: { of: 2 }, problem: { code: 'SWEEP_STORAGE' } });
    await expect(collected(queue, 2)).rejects.toThrow(
      expect.objectContaining({
        code: 'SHARDS_FAILED',
        details: {
          of: 2,
          failed: [0, 1].map((shard) => ({ shard, attempts: 3, reason: expect.stringMatching(/ENOTDIR/) })),
        },
        message: expect.stringMatching(/^shard 0 of 2, 3 times: .*ENOTDIR/),
      }),
    );
    expect(await queue.submit(SMALL_PLAN, { shards: 2 })).toEqual({ added: 0, retried: 2 });
    await queue.work({ folder, until: 'empty', ...here });
    rmSync(blocked);
    expect(await collected(queue, 2)).toEqual(rows);
  });

  it('does not run what the server says a plan is, unless it is', async () => {
    const queue = connect();
    for (const text of [JSON.stringify({ ...SMALL_PLAN, baseSeed: 5 }), 'no plan', undefined]) {
      await redis.flushall();
      await queue.submit(SMALL_PLAN, { shards: 1 });
      if (text === undefined) await redis.del(`bagehot:sweeps:plan:${hash}`);
      else await redis.set(`bagehot:sweeps:plan:${hash}`, text);
      const problems: unknown[] = [];
      await queue.work({ folder, until: 'empty', onShard: ({ problem }) => problems.push(problem), ...here });
      // Once: another attempt would find the same.
      expect(problems).toEqual([expect.objectContaining({ code: 'QUEUE_PLAN' })]);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('notices a file that is not the one the worker wrote, and one that is gone', async () => {
    const queue = connect({ patience: 400 });
    await queue.submit(SMALL_PLAN, { shards: 2 });
    await queue.work({ folder, until: 'empty', ...here });
    const file = shardFile(SMALL_PLAN, folder, { index: 1, of: 2 });
    writeFileSync(file, readFileSync(file, 'utf8').replace('"control"', '"CONTROL"'));
    await expect(collected(queue, 2)).rejects.toThrow(
      expect.objectContaining({ code: 'SWEEP_FILE', message: expect.stringMatching(/digest/) }),
    );
    rmSync(file);
    await expect(collected(queue, 2)).rejects.toThrow(
      expect.objectContaining({ code: 'SWEEP_INCOMPLETE', details: { missing: [1], of: 2 } }),
    );
  });

  it('submits by itself what the server has lost', async () => {
    const [desk, other] = [connect(), connect()];
    const stop = new AbortController();
    const work = other.work({ folder, signal: stop.signal, ...here });
    expect(await collected(desk, 3)).toEqual(rows);
    await redis.flushall();
    // What was done is in the folder, which is enough.
    expect(await collected(desk, 3)).toEqual(rows);
    stop.abort();
    expect(await work).toBe(3);
  });

  it('gives a server up that is not there, or says nothing', async () => {
    const nobody = connect({ connection: { host: '127.0.0.1', port: 1 }, patience: 300 });
    const refused = expect.objectContaining({
      code: 'QUEUE_UNREACHABLE',
      details: { server: '127.0.0.1:1', waitedMs: 300, reason: expect.stringMatching(/ECONNREFUSED/) },
    });
    await expect(nobody.submit(SMALL_PLAN, { shards: 1 })).rejects.toThrow(refused);
    await expect(nobody.work({ folder })).rejects.toThrow(refused);
    await expect(collected(nobody, 1)).rejects.toThrow(refused);
    const stopped = await startRedis();
    try {
      const queue = connect({ connection: stopped.url, patience: 400 });
      await queue.submit(SMALL_PLAN, { shards: 1 });
      const works = [queue.work({ folder, ...here }), collectedElsewhere(queue)];
      process.kill(stopped.pid, 'SIGSTOP');
      const silent = expect.objectContaining({ code: 'QUEUE_UNREACHABLE' });
      await Promise.all(works.map((work) => expect(work).rejects.toThrow(silent)));
    } finally {
      await stopped.stop();
    }
  });

  it('ends what waits when it is closed, and refuses what comes later', async () => {
    const queue = connect();
    const work = queue.work({ folder, ...here });
    await queue.close();
    expect(await work).toBe(0);
    await expect(queue.submit(SMALL_PLAN, { shards: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'QUEUE_UNREACHABLE', message: expect.stringMatching(/has been closed$/) }),
    );
  });

  it('gives collecting up when told to', async () => {
    const queue = connect();
    await expect(
      queue.collect(SMALL_PLAN, { folder, of: 2, signal: AbortSignal.timeout(50) }).next(),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each([
    [() => connect({ name: 'a:b' }), 'name'],
    [() => connect({ attempts: 0 }), 'attempts'],
    [() => connect({ lockDuration: 1.5 }), 'lockDuration'],
  ])('refuses %s', (make, field) => {
    expect(make).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS', details: expect.objectContaining({ field }) }),
    );
  });

  it('refuses parts and workers that cannot be, and plans that are none', async () => {
    const queue = connect();
    const invalid = expect.objectContaining({ code: 'INVALID_OPTIONS' });
    await expect(queue.submit(SMALL_PLAN, { shards: 0 })).rejects.toThrow(invalid);
    await expect(queue.work({ folder, workers: -1 })).rejects.toThrow(invalid);
    await expect(queue.work({ folder, batchSize: 0 })).rejects.toThrow(invalid);
    await expect(collected(queue, 0.5)).rejects.toThrow(invalid);
    await expect(queue.submit({ ...SMALL_PLAN, replicates: 0 }, { shards: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'SWEEP_INVALID' }),
    );
  });
});

/** Waits for a plan that nobody works on. */
function collectedElsewhere(queue: SweepQueue): Promise<unknown> {
  return queue.collect({ ...SMALL_PLAN, baseSeed: 9 }, { folder, of: 1 }).next();
}

/** Waits until so many rows are in the files of a folder. */
async function rowsIn(place: string, count: number): Promise<void> {
  for (;;) {
    const lines = readdirSync(place).flatMap((file) => readFileSync(path.join(place, file), 'utf8').split('\n'));
    if (lines.filter((line) => line.startsWith('{"index"')).length >= count) return;
    await sleep(2);
  }
}
