/**
 * P9: the same sweep with one and with two worker threads, on as many free cores. P10: what comes out is the same bytes with none, one, two and three threads,
 * in one go and in five parts.
 */
import { createHash } from 'node:crypto';
import { MARKET_ARMS } from '@bagehot/sim';
import { runSweep } from '@bagehot/sim/node';

const plan = {
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 10, q_total: 400, kappa: 1, maturity: { days: 5, mu: '0.5' } },
    dealer: { enabled: true, order_flow: { N_max: 'all', block: 'shortfall' } },
  },
  design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['0.5', 1, 2, 4] }] },
  arms: MARKET_ARMS,
  replicates: 3000,
};
const BATCH = 40;
/** Each thread compiles the engine for itself: two or three seconds of work that a long sweep does not notice. They are not counted. */
const WARM_UP_PER_THREAD = 3000;
const RUNS_PER_THREAD = 6000;

/** Seconds per run of a sweep's second half; every thread has as much behind it and before it, however many there are. */
async function seconds(workers) {
  const [warmUp, runs] = [WARM_UP_PER_THREAD * workers, RUNS_PER_THREAD * workers];
  let seen = 0;
  let start = 0n;
  for await (const line of runSweep(plan, { workers, batchSize: BATCH, to: runs })) {
    if (line.length === 0) throw new Error('a row came to nothing');
    if (++seen === warmUp) start = process.hrtime.bigint();
  }
  if (seen !== runs) throw new Error(`${runs} runs were planned, ${seen} came`);
  return Number(process.hrtime.bigint() - start) / 1e9 / (runs - warmUp);
}

async function digest(workers, parts) {
  const hash = createHash('sha256');
  for (let part = 0; part < parts; part++) {
    const [from, to] = [(part * 100) / parts, ((part + 1) * 100) / parts];
    for await (const line of runSweep(plan, { workers, batchSize: 7, from, to })) hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}

const one = await seconds(1);
const two = await seconds(2);
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
