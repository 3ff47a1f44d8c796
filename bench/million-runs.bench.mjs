/**
 * A great many small runs through two worker threads into one file of rows: what the process, threads included, holds after a tenth, half and all of them.
 *
 * `node bench/million-runs.bench.mjs 1000000` runs a million; without a number it is a small sample.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runShard } from '@bagehot/sim/node';

const SAMPLE = 20_000;
const runs = Number(process.argv[2] ?? SAMPLE);
if (!(Number.isSafeInteger(runs) && runs >= 100))
  throw new Error(`the number of runs must be at least 100, not ${runs}`);
const values = ['0.25', '0.5', 1, 2, 4];
const plan = {
  base: {
    version: 1,
    generator: 'ring_explorer_v1',
    params: { n_agents: 5, q_total: 100, kappa: 1, maturity: { days: 3, mu: '0.5' } },
  },
  design: { kind: 'grid', axes: [{ path: 'params.kappa', values }] },
  replicates: Math.ceil(runs / values.length),
};

const rssMb = () => Math.round(process.memoryUsage.rss() / 2 ** 20);
const folder = mkdtempSync(path.join(tmpdir(), 'bagehot-million-'));
try {
  const start = process.hrtime.bigint();
  const seen = {};
  const { file, rows } = await runShard(plan, folder, {
    workers: 2,
    batchSize: 200,
    onRow: (done, all) => {
      for (const [name, part] of [
        ['tenth', 0.1],
        ['half', 0.5],
        ['all', 1],
      ])
        if (done === Math.ceil(all * part)) seen[name] = rssMb();
    },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(
    JSON.stringify({
      id: 'million-runs',
      name: `memory after ${rows} runs against memory after a tenth of them`,
      value: Number((seen.all / seen.tenth).toPrecision(3)),
      unit: 'x',
      target: '<= 1.5',
      rssMb: seen,
      runsPerSecond: Math.round(rows / seconds),
      fileMb: Math.round(statSync(file).size / 2 ** 20),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
