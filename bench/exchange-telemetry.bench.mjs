/**
 * What it costs to keep an exchange: the bench scenario of the exchange specification, section 17, silent, into columns in memory and into a DuckDB file. CPU time
 * of all threads, 100 ticks a run, construction excluded. Every seed is run in every way, one after the other, and compared with its own silent run, as a shared
 * machine is not equally fast all the time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExchange, exchangeColumns, exchangeTables } from '@bagehot/exchange/spatial';
import { createRandom } from '@bagehot/kernel';
import { eventBlocks } from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';

const TICKS = 100;
const UTILITIES = [
  { type: 'ces', params: { rho: 0.5, wA: 0.6, wB: 0.4 } },
  { type: 'linear', params: { vA: 1, vB: 1.2 } },
];

function scenario(count, seed) {
  const random = createRandom(seed);
  const side = Math.ceil(Math.sqrt(10 * count));
  const cells = Array.from({ length: side * side }, (_, k) => ({ x: Math.floor(k / side), y: k % side }));
  const [where, what, who] = ['positions', 'resources', 'agents'].map((label) => random.stream(label));
  const homes = where.shuffle(cells);
  return {
    side,
    rules: { regime: 'mixed', params: { visionRadius: 10, resourceGrowthRate: 1 } },
    resources: cells.flatMap((cell) =>
      what.nextInt(1, 5) === 1 ? [{ ...cell, good: what.pick(['A', 'B']), amount: 4 }] : [],
    ),
    agents: Array.from({ length: count }, (_, id) => ({
      id,
      ...homes[id],
      inventory: { A: who.nextInt(0, 20), B: who.nextInt(0, 20), M: who.nextInt(50, 200) },
      utility: who.pick(UTILITIES),
    })),
  };
}

/** CPU milliseconds of a run. */
function spent(config, ports, end = () => {}) {
  const exchange = createExchange(config, ports);
  const before = process.cpuUsage();
  exchange.run(TICKS);
  end();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A way to keep runs: a level, and blocks of its tables. */
function keeper(level, writer) {
  const tables = exchangeTables({ level });
  const blocks = eventBlocks(tables, writer, { capacity: 16_384 });
  const events = exchangeColumns(blocks, { level });
  return (config, seed) => {
    blocks.begin({ id: String(seed), seed });
    return spent(config, { events, level }, () => blocks.end());
  };
}

const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const forgetful = { begin() {}, write() {}, writeBlock() {}, end() {} };
const folder = mkdtempSync(join(tmpdir(), 'exchange-'));

for (const [count, seeds, least] of [
  [100, 20, 900],
  [1000, 8, 90],
]) {
  const open = (level) =>
    openDuckDb(exchangeTables({ level }), { path: join(folder, `${level}-${count}.duckdb`), commitRuns: 20 });
  const [few, all] = [await open('minimal'), await open('standard')];
  const ways = [
    (config) => spent(config, { level: 'off' }),
    keeper('minimal', few),
    keeper('standard', forgetful),
    keeper('standard', all),
  ];
  const runs = [];
  for (let seed = 0; seed < seeds + 5; seed++) {
    const config = scenario(count, seed);
    const times = ways.map((way) => way(config, seed));
    if (seed >= 5) runs.push(times);
  }
  await few.close();
  await all.close();
  const slower = (way) => middle(runs.map((times) => times[way] / times[0]));
  const speed = (way) => (1000 * TICKS) / middle(runs.map((times) => times[way]));
  const report = (id, name, value, unit, target, ok) =>
    process.stdout.write(
      `${JSON.stringify({ id, name: `exchange of ${count} agents, ${name}`, value, unit, target, ok })}\n`,
    );
  report(`XT1-${count}`, 'trades and ticks into DuckDB', slower(1), 'times as long', '<= 1.11', slower(1) <= 1 / 0.9);
  report(`XT2-${count}`, 'the standard level in memory', slower(2), 'times as long', '<= 2', slower(2) <= 2);
  report(`XT3-${count}`, 'the standard level into DuckDB', speed(3), 'ticks/s', `>= ${least}`, speed(3) >= least);
}
rmSync(folder, { recursive: true });
