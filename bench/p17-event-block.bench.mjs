/**
 * P17: rows of (run, day, kind, agent, ticket, price) set in an event block whose writer drops them, whole blocks at a time; and the memory that a million and ten
 * million of them take.
 */
import { eventBlocks } from '@bagehot/telemetry';
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
// Two full blocks at a time, so that some repeat meets an undisturbed moment of the machine.
const ROWS = 131_072;
const REPEATS = 200;

let dropped = 0;
const nowhere = {
  begin() {},
  write() {
    throw new Error('rows instead of a block');
  },
  writeBlock(block) {
    dropped += block.length;
  },
  end() {},
};
const blocks = eventBlocks([TRADES], nowhere);
const trades = blocks.block('trades');
const { texts } = trades;
const [day, kind, agent, ticket, price] = [
  trades.integer('day'),
  trades.text('kind'),
  trades.text('agent'),
  trades.text('ticket'),
  trades.decimal('price'),
];
const sale = texts.id('Trade');
const agents = Int32Array.from({ length: AGENTS }, (_, k) => texts.id(`H${k}`));
const tickets = Int32Array.from({ length: TICKETS }, (_, k) => texts.id(`P${k % AGENTS}#${k}`));
/** What an engine has at hand: quanta that are there already. */
const prices = Array.from({ length: 4096 }, (_, k) => 900_000_000_000n + BigInt(k) * 7919n);

function run(rows) {
  blocks.begin({ id: 'a', seed: 1 });
  for (let n = 0; n < rows; n++) {
    const row = trades.add();
    day.values[row] = n >>> 15;
    kind.ids[row] = sale;
    agent.ids[row] = agents[n % AGENTS];
    ticket.ids[row] = tickets[n % TICKETS];
    price.set(row, prices[n & 4095]);
  }
  blocks.end();
}

const rssMb = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage.rss() / 1e6);
};
const report = (line) => console.log(JSON.stringify({ id: 'P17', ...line }));

for (let warm = 0; warm < 20; warm++) run(100_000);
run(1_000_000);
const rssAtMillion = rssMb();
let best = Number.POSITIVE_INFINITY;
for (let repeat = 0; repeat < REPEATS; repeat++) {
  const start = process.hrtime.bigint();
  run(ROWS);
  best = Math.min(best, Number(process.hrtime.bigint() - start) / ROWS);
}
run(10_000_000);
const rssAtTen = rssMb();
if (dropped !== 13_000_000 + REPEATS * ROWS) throw new Error(`${dropped} rows arrived`);

report({
  name: 'a row of six columns set in an event block',
  value: Number((best / c).toPrecision(3)),
  unit: 'c',
  target: '<= 0.3',
  c: Number(c.toPrecision(3)),
  ns: Number(best.toPrecision(3)),
});
report({
  name: 'memory at ten million rows against a million',
  value: Number((rssAtTen / rssAtMillion).toPrecision(3)),
  unit: 'x',
  target: '<= 1.1',
  rssMbAtMillion: rssAtMillion,
  rssMbAtTenMillion: rssAtTen,
});
