import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { planSweep, type SweepPlan, sweepRows } from '@bagehot/sim';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RedisServer, startRedis } from '../../../test/redis-server.mjs';
import { SMALL_PLAN } from './sweep-plans.js';

const PROGRAM = path.join(import.meta.dirname, '../../../examples/sim/sweep-queue.mjs');
const PLAN: SweepPlan = { ...SMALL_PLAN, replicates: 20 };
const root = mkdtempSync(path.join(tmpdir(), 'bagehot-program-'));
const plan = path.join(root, 'plan.json');
const folder = path.join(root, 'shards');

let server: RedisServer;
beforeAll(async () => {
  writeFileSync(plan, JSON.stringify(PLAN));
  server = await startRedis();
});
afterAll(async () => {
  await server?.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A process of the program, with what it prints and says. */
interface Run {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly said: () => string;
  readonly end: Promise<number | null>;
}

function start(...args: readonly string[]): Run {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, REDIS_URL: server.url } });
  let printed = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return { child, printed: () => printed, said: () => said, end: once(child, 'close').then(([code]) => code) };
}

it('submits, works on several processes of which one is told to stop, and collects', async () => {
  const submitted = start('submit', plan, '4');
  expect(await submitted.end).toBe(0);
  expect(submitted.said()).toBe('4 shards are new, 0 are tried again\n');

  const [first, second] = [start('work', folder), start('work', folder, '2')];
  const collected = start('collect', plan, '4', folder);
  while (first.said().split('\n').length < 2) await sleep(5);
  await sleep(300);
  first.child.kill('SIGTERM');
  expect(await first.end).toBe(0);
  expect(first.said()).toMatch(/\nstopped after \d shards\n$/);

  expect(await collected.end).toBe(0);
  expect(collected.printed().trimEnd().split('\n')).toEqual(
    Array.from(sweepRows(planSweep(PLAN)), (row) => JSON.stringify(row)),
  );
  expect(collected.said()).toMatch(/^4 of 4 shards$/m);
  second.child.kill('SIGTERM');
  expect(await second.end).toBe(0);
  expect(readdirSync(folder)).toHaveLength(4);
});

it('says what is wrong, and ends with 1', async () => {
  const unknown = start('watch');
  expect(await unknown.end).toBe(1);
  expect(unknown.said()).toMatch(/^use submit, work or collect/);
  const none = start('submit', plan, 'many');
  expect(await none.end).toBe(1);
  expect(none.said()).toMatch(/shards must be a whole number/);
});
