import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SweepPlan } from '@bagehot/sim';
import { createSweepQueue, type SweepQueue } from '@bagehot/sim/bullmq';
import { mergeShards, runShard } from '@bagehot/sim/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../../../test/redis-server.mjs';
import { randomMoments } from './random-moments.js';
import { SMALL_PLAN } from './sweep-plans.js';

const KILLS = 20;
const SHARDS = 6;
const PLAN: SweepPlan = { ...SMALL_PLAN, replicates: 40 };
const PROGRAM = `
  import { createSweepQueue } from '@bagehot/sim/bullmq';
  const [connection, name, folder, workers] = process.argv.slice(1);
  const queue = createSweepQueue({ connection, name, lockDuration: 600, maxStalled: 50 });
  console.log('at work');
  await queue.work({ folder, workers: Number(workers), batchSize: 2 });
`;

const root = mkdtempSync(path.join(tmpdir(), 'bagehot-killed-queue-'));
/** What an undisturbed sweep leaves: files by name. */
const undisturbed = new Map<string, Buffer>();
let rows: readonly string[] = [];
let server: RedisServer;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  server = await startRedis();
  const folder = mkdtempSync(path.join(root, 'alone-'));
  for (let index = 0; index < SHARDS; index++) await runShard(PLAN, folder, { shard: { index, of: SHARDS } });
  for (const file of readdirSync(folder)) undisturbed.set(file, readFileSync(path.join(folder, file)));
  rows = [...mergeShards(PLAN, folder, SHARDS)];
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await server?.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A queue of its own, with a folder for the shards. */
interface Round {
  readonly queue: SweepQueue;
  readonly name: string;
  readonly folder: string;
  /** The rows that are collected in the end. */
  readonly lines: Promise<readonly string[]>;
  /** Whether they have been. */
  isDone(): boolean;
}

async function startRound(number: number): Promise<Round> {
  const folder = mkdtempSync(path.join(root, 'round-'));
  const name = path.basename(folder);
  const queue = createSweepQueue({ connection: server.url, name });
  await queue.submit(PLAN, { shards: SHARDS });
  let done = false;
  const collect = async (): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const line of queue.collect(PLAN, { folder, of: SHARDS })) lines.push(line);
    done = true;
    return lines;
  };
  console.log(`round ${number}`);
  return { queue, name, folder, lines: collect(), isDone: () => done };
}

/** A worker in a process of its own, once it is at work. */
async function startWorker({ name, folder }: Round, workers: number): Promise<ChildProcess> {
  const args = ['--input-type=module', '-e', PROGRAM, server.url, name, folder, String(workers)];
  const cwd = path.join(import.meta.dirname, '../../../examples');
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  children.delete(child);
}

/** Whatever has a shard's name is the whole shard, at any moment. @returns whether another one is being written */
function expectWholeFiles(folder: string): boolean {
  const files = readdirSync(folder);
  for (const file of files.filter((name) => name.endsWith('.jsonl')))
    expect(undisturbed.get(file)?.equals(readFileSync(path.join(folder, file))), file).toBe(true);
  return files.some((file) => file.endsWith('.partial'));
}

async function finish(round: Round): Promise<void> {
  expect(await round.lines).toEqual(rows);
  expectWholeFiles(round.folder);
  await round.queue.close();
  // One that worked on a shard somebody else had taken over may not have cleared up yet.
  for (const child of children) await kill(child);
  expect(
    readdirSync(round.folder)
      .filter((file) => file.endsWith('.jsonl'))
      .sort(),
  ).toEqual([...undisturbed.keys()].sort());
}

describe('a sweep over a queue comes to the same bytes', () => {
  it(`after ${KILLS} deaths of workers at any moment`, async () => {
    const moments = randomMoments('deaths of workers');
    let killed = 0;
    let inMidShard = 0;
    for (let number = 1; killed < KILLS; number++) {
      const round = await startRound(number);
      // Nobody waits for a new one, but whoever kills it.
      const pair = [startWorker(round, 0), startWorker(round, number % 3)];
      await Promise.all(pair);
      while (killed < KILLS) {
        await sleep(moments.next(10, 450));
        if (round.isDone()) break;
        const victim = moments.next(0, 1);
        await kill(await (pair[victim] as Promise<ChildProcess>));
        killed++;
        if (expectWholeFiles(round.folder)) inMidShard++;
        pair[victim] = startWorker(round, moments.next(0, 2));
      }
      await Promise.all(pair);
      await finish(round);
    }
    console.log(`${killed} killed, ${inMidShard} with a shard under way`);
    expect(inMidShard).toBeGreaterThan(0);
  }, 180_000);

  it(`after ${KILLS} deaths of the server at any moment`, async () => {
    const moments = randomMoments('deaths of the server');
    let killed = 0;
    let inMidShard = 0;
    for (let number = 1; killed < KILLS; number++) {
      const round = await startRound(number);
      await startWorker(round, 0);
      await startWorker(round, 1);
      while (killed < KILLS) {
        await sleep(moments.next(10, 350));
        if (round.isDone()) break;
        await server.kill();
        killed++;
        if (expectWholeFiles(round.folder)) inMidShard++;
        await sleep(moments.next(0, 100));
        await server.start();
      }
      await finish(round);
    }
    console.log(`${killed} killed, ${inMidShard} with a shard under way`);
    expect(inMidShard).toBeGreaterThan(0);
  }, 180_000);
});
