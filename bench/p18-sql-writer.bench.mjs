/**
 * P18: the rows of P17 into a database file, by whole blocks: rows per second of CPU time, all threads counted, until they can be queried. The sum in SQL has to be
 * the sum of what was written, to the last digit, and memory must not grow with the rows.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eventBlocks, tableSink } from '@bagehot/telemetry';
import { openDuckDb } from '@bagehot/telemetry/duckdb';
import { c } from './calibrate.mjs';

const TRADES = {
  name: 'trades',
  columns: [
    { name: 'day', type: 'integer' },
    { name: 'kind', type: 'text' },
    { name: 'agent', type: 'text' },
    { name: 'ticket', type: 'text' },
    { name: 'price', type: 'decimal' },
  ],
};
const AGENTS = 100;
const TICKETS = 5000;
const MILLION = 1_000_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'p18-'));
const file = path.join(folder, 'trades.duckdb');
const database = await openDuckDb([TRADES], { path: file, memoryLimit: '64MB' });
const blocks = eventBlocks([TRADES], database);
const trades = blocks.block('trades');
const { texts } = trades;
const sale = texts.id('Trade');
const agents = Int32Array.from({ length: AGENTS }, (_, k) => texts.id(`H${k}`));
const tickets = Int32Array.from({ length: TICKETS }, (_, k) => texts.id(`P${k % AGENTS}#${k}`));
const [day, kind, agent, ticket, price] = [
  trades.integer('day'),
  trades.text('kind'),
  trades.text('agent'),
  trades.text('ticket'),
  trades.decimal('price'),
];

let total = 0n;
function run(id) {
  blocks.begin({ id: `run-${id}`, seed: id });
  for (let n = 0; n < MILLION; n++) {
    const row = trades.add();
    const quanta = 900_000_000_000n + BigInt(n * 7919 + id);
    total += quanta;
    day.values[row] = n >>> 15;
    kind.ids[row] = sale;
    agent.ids[row] = agents[n % AGENTS];
    ticket.ids[row] = tickets[n % TICKETS];
    price.set(row, quanta);
  }
  blocks.end();
}

/** Seconds of CPU time that some runs take, on all threads. */
function cpuSeconds(from, to) {
  const before = process.cpuUsage();
  for (let id = from; id < to; id++) run(id);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Rows per second of CPU time when they come as events with texts, through a table sink. */
async function rowsPerCpuSecond() {
  const events = Array.from({ length: 50_000 }, (_, n) => ({
    kind: 'Trade',
    day: n >>> 11,
    agent: `H${n % AGENTS}`,
    ticket: `P${n % AGENTS}#${n % TICKETS}`,
    price: `0.9${String(n * 7919).padStart(11, '0')}`,
  }));
  const table = { ...TRADES, rows: (e) => [[e.day, e.kind, e.agent, e.ticket, e.price]] };
  const store = await openDuckDb([TRADES], { path: path.join(folder, 'rows.duckdb'), memoryLimit: '64MB' });
  const sink = tableSink([table], store);
  let seconds = 0;
  for (let id = 0; id < 3; id++) {
    const before = process.cpuUsage();
    sink.begin({ id: `run-${id}`, seed: id });
    for (let n = 0; n < MILLION; n++) sink.emit(events[n % events.length]);
    sink.end();
    const { user, system } = process.cpuUsage(before);
    // The first million warms up.
    if (id > 0) seconds += (user + system) / 1e6;
  }
  await store.close();
  return (2 * MILLION) / seconds;
}

const rssMb = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage.rss() / 1e6);
};

try {
  run(0);
  const rssMbAtMillion = rssMb();
  const seconds = cpuSeconds(1, 10);
  const rssMbAtTenMillion = rssMb();
  const { rows } = await database.query('SELECT count(*), sum(price), count(DISTINCT run_id) FROM trades');
  const [count, sum, runs] = rows[0];
  const exact = total.toString();
  const expected = `${exact.slice(0, -12)}.${exact.slice(-12)}`.replace(/\.?0+$/, '');
  if (count !== 10 * MILLION || sum !== expected || runs !== 10)
    throw new Error(`${count} rows of ${runs} runs and ${sum} in SQL, but ${expected} was written`);
  // By ten million DuckDB has filled what it keeps at hand; from there on nothing may grow.
  cpuSeconds(10, 20);
  const rssMbAtTwentyMillion = rssMb();
  await database.close();
  const rate = (9 * MILLION) / seconds;
  console.log(
    JSON.stringify({
      id: 'P18',
      name: 'rows of six columns into a database by blocks',
      value: Math.round(rate),
      unit: 'rows/CPU s',
      target: '>= 700000',
      c: Math.round(1e9 / rate / c),
      bytesPerRow: Number((statSync(file).size / 20 / MILLION).toPrecision(3)),
    }),
  );
  const bySink = await rowsPerCpuSecond();
  console.log(
    JSON.stringify({
      id: 'P18',
      name: 'the same rows as events with texts, by a table sink',
      value: Math.round(bySink),
      unit: 'rows/CPU s',
      target: '>= 700000',
      c: Math.round(1e9 / bySink / c),
    }),
  );
  console.log(
    JSON.stringify({
      id: 'P18',
      name: 'memory at twenty million rows in a database against ten million',
      value: Number((rssMbAtTwentyMillion / rssMbAtTenMillion).toPrecision(3)),
      unit: 'x',
      target: '<= 1.15',
      rssMbAtMillion,
      rssMbAtTenMillion,
      rssMbAtTwentyMillion,
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
