/**
 * P9: the same sweep with one and with two worker threads, on as many free cores. P10: what comes out is the same bytes with none, one, two and three threads,
 * in one go and in five parts.
 */
import { createHash } from 'node:crypto';
import { MARKET_ARMS } from '@bagehot/sim';
import { createSweepRunner, runSweep } from '@bagehot/sim/node';

const plan = {
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 10, q_total: 400, kappa: 1, maturity: { days: 5, mu: '0.5' } },
    dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  },
  design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['0.5', 1, 2, 4] }] },
  arms: MARKET_ARMS,
  replicates: 5000,
};
const BATCH = 40;
/** Each thread compiles the engine for itself: two or three seconds of work that a long sweep does not notice. They are not counted. */
const WARM_UP_PER_THREAD = 3000;
const RUNS_PER_THREAD = 3000;
/** The machine may be shared: of several turns, one after the other, the best of each counts. */
const TURNS = 3;

/** Seconds per run, every thread having as much to do however many there are. */
async function seconds(runner, workers, turn) {
  const runs = RUNS_PER_THREAD * workers;
  const start = process.hrtime.bigint();
  await rows(runner, turn * runs, (turn + 1) * runs);
  return Number(process.hrtime.bigint() - start) / 1e9 / runs;
}

async function rows(runner, from, to) {
  let seen = 0;
  for await (const line of runSweep(plan, { runner, batchSize: BATCH, from, to })) seen += line.length > 0 ? 1 : 0;
  if (seen !== to - from) throw new Error(`${to - from} runs were planned, ${seen} came`);
}

async function best() {
  const runners = [1, 2].map((workers) => ({ workers, runner: createSweepRunner(plan, workers), least: Infinity }));
  for (const { workers, runner } of runners) await rows(runner, 0, WARM_UP_PER_THREAD * workers);
  for (let turn = 0; turn < TURNS; turn++)
    for (const each of runners) each.least = Math.min(each.least, await seconds(each.runner, each.workers, turn));
  for (const { runner } of runners) await runner.close();
  return runners.map(({ least }) => least);
}

async function digest(workers, parts) {
  const hash = createHash('sha256');
  for (let part = 0; part < parts; part++) {
    const [from, to] = [(part * 100) / parts, ((part + 1) * 100) / parts];
    for await (const line of runSweep(plan, { workers, batchSize: 7, from, to })) hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}

const [one, two] = await best();
const value = Number((one / two).toPrecision(3));
console.log(
  JSON.stringify({
    id: 'P9',
    name: 'two worker threads against one',
    value,
    unit: 'cores',
    target: '>= 1.7',
    pairsPerSecond: Math.round(1 / two),
  }),
);

const same = await Promise.all([digest(0, 1), digest(1, 1), digest(2, 1), digest(3, 1), digest(2, 5)]);
const identical = same.filter((text) => text === same[0]).length;
console.log(
  JSON.stringify({
    id: 'P10',
    name: 'sweeps with the same bytes, of five ways to run one',
    value: identical,
    unit: 'sweeps',
    target: '>= 5',
  }),
);
