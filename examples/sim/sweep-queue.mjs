/**
 * A sweep over a queue, from the command line. The server is named by REDIS_URL; a plan is a file of JSON, a `SweepPlan`.
 *
 *     node sweep-queue.mjs submit plan.json 100          # into the queue; again, and those that failed are tried again
 *     node sweep-queue.mjs work folder [threads]         # on any number of machines; told to stop, it puts its shard back
 *     node sweep-queue.mjs collect plan.json 100 folder  # waits, and prints the rows
 */
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createSweepQueue } from '@bagehot/sim/bullmq';

const [verb, ...args] = process.argv.slice(2);
const queue = createSweepQueue({ connection: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' });
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const say = (text) => process.stderr.write(`${text}\n`);

async function submit(plan, shards) {
  const { added, retried } = await queue.submit(read(plan), { shards: Number(shards) });
  say(`${added} shards are new, ${retried} are tried again`);
}

async function work(folder, threads = '1') {
  mkdirSync(folder, { recursive: true });
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => stop.abort());
  const onShard = ({ shard: { index, of }, problem }) =>
    say(`shard ${index} of ${of}: ${problem === undefined ? 'done' : problem.message}`);
  say('at work');
  const done = await queue.work({ folder, workers: Number(threads), signal: stop.signal, onShard });
  say(`stopped after ${done} shards`);
}

async function collect(plan, shards, folder) {
  const onProgress = (done, of) => say(`${done} of ${of} shards`);
  for await (const line of queue.collect(read(plan), { folder, of: Number(shards), onProgress }))
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

const verbs = { submit, work, collect };
try {
  if (!Object.hasOwn(verbs, verb ?? '')) throw new Error('use submit, work or collect; see the beginning of this file');
  await verbs[verb](...args);
} catch ({ message }) {
  say(message);
  process.exitCode = 1;
} finally {
  await queue.close();
}
