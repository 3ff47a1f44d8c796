/**
 * A million event rows of real runs, over seeds, into a database file: the sums that SQL finds are the totals that the engines report, to the last digit, and
 * memory does not grow with the runs. `node bench/p18-real-events.bench.mjs 10000000` goes on to ten million.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dealerTables } from '@bagehot/dealer';
import { decimal, sum } from '@bagehot/kernel';
import { ringTables } from '@bagehot/ring';
import { loadScenario, runScenario } from '@bagehot/sim';
import { tableSink } from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const tables = [...ringTables, ...dealerTables];

const scenarioOf = (seed) =>
  loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of a hundred
params: { n_agents: 100, seed: ${seed}, kappa: 1, q_total: 10000, maturity: { days: 10, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
run: { seed: ${seed} }
`);

/** What the engines say of a run, by the question that SQL answers. */
const QUESTIONS = {
  'SELECT count(*) FROM trades': ({ market }) => market.trades,
  "SELECT sum(CASE side WHEN 'SELL' THEN amount ELSE -amount END) FROM trades": ({ market }) => market.outsideMoneyNet,
  "SELECT sum(amount) FROM payables WHERE kind = 'PayableCreated' AND origin IN ('initial', 'scheduled')": ({
    summary,
  }) => summary.totalDue,
  "SELECT sum(amount) FROM obligations WHERE kind = 'ObligationDefaulted'": ({ summary }) => summary.faceDefaulted,
  "SELECT sum(amount) FROM obligations WHERE kind = 'PayableSettled'": ({ days }) =>
    sum(days.map(({ grossSettled }) => grossSettled)),
  'SELECT count(*) FROM agent_defaults': ({ totalDefaults }) => totalDefaults,
};
const totals = new Map(Object.keys(QUESTIONS).map((sql) => [sql, decimal(0)]));

const folder = mkdtempSync(path.join(os.tmpdir(), 'p18-'));
const database = await openDuckDb(tables, {
  path: path.join(folder, 'runs.duckdb'),
  commitRuns: 20,
  memoryLimit: '64MB',
});
let rows = 0;
const counted = {
  begin: (run, declared) => database.begin(run, declared),
  write(table, batch) {
    rows += batch.length;
    database.write(table, batch);
  },
  end: () => database.end(),
};
const sink = tableSink(tables, counted);

const rssMb = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage.rss() / 1e6);
};

let runs = 0;
function run(id, sinks) {
  const { metrics } = runScenario(scenarioOf(id), { sinks, keepEvents: false });
  return metrics;
}

try {
  for (let warm = 0; warm < 40; warm++) run(1_000_000 + warm, []);
  let rssMbAtATenth = 0;
  const before = process.cpuUsage();
  while (rows < ROWS) {
    sink.begin({ id: `seed-${runs}`, seed: runs });
    const metrics = run(runs, [sink]);
    sink.end();
    for (const [sql, total] of totals) totals.set(sql, total.plus(QUESTIONS[sql](metrics)));
    runs++;
    if (rssMbAtATenth === 0 && rows >= ROWS / 10) rssMbAtATenth = rssMb();
  }
  const { user, system } = process.cpuUsage(before);
  const rssMbAtTheEnd = rssMb();
  // What the runs alone take, to tell it from the tables.
  const alone = Math.max(40, Math.round(runs / 20));
  const start = process.cpuUsage();
  for (let id = 0; id < alone; id++) run(id, []);
  const engine = process.cpuUsage(start);
  const engineCpu = ((engine.user + engine.system) / 1e6 / alone) * runs;
  const seconds = (user + system) / 1e6;

  let differences = 0;
  for (const [sql, total] of totals) {
    const found = (await database.query(sql)).rows[0][0] ?? 0;
    if (String(found) === total.toFixed()) continue;
    differences++;
    process.stderr.write(`${sql}: ${found}, the engines say ${total.toFixed()}\n`);
  }
  await database.close();
  console.log(
    JSON.stringify({
      id: 'P18',
      name: 'differences between sums in SQL and totals of the engines',
      value: differences,
      unit: 'differences',
      target: '<= 0',
      questions: totals.size,
      rows,
      runs,
      rowsPerCpuSecond: Math.round(rows / seconds),
      rowsPerCpuSecondWithoutEngine: Math.round(rows / (seconds - engineCpu)),
    }),
  );
  // A database takes what it needs in the first million rows; growth beyond shows in ten.
  if (ROWS >= 10_000_000)
    console.log(
      JSON.stringify({
        id: 'P18',
        name: 'memory after all runs against a tenth of them',
        value: Number((rssMbAtTheEnd / rssMbAtATenth).toPrecision(3)),
        unit: 'x',
        target: '<= 1.5',
        rssMbAtATenth,
        rssMbAtTheEnd,
      }),
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
