/**
 * Ticks of an exchange per CPU second, everything posted on the ledger and nothing told, and what it costs that barter and money are searched together.
 * From section 17 of the exchange specification: runs of 100 ticks, construction excluded.
 */
import { createExchange } from '@bagehot/exchange/spatial';
import { benchExchange } from './exchange-scenario.mjs';

const TICKS = 100;

/** CPU microseconds of a run of a seed, and what it ended with. */
function runOf(count, regime, seed) {
  const exchange = createExchange(benchExchange(count, regime, seed));
  const before = process.cpuUsage();
  exchange.run(TICKS);
  const { user, system } = process.cpuUsage(before);
  return { micros: user + system, held: exchange.agents[0].inventory.M };
}

const line = (fields) => process.stdout.write(`${JSON.stringify(fields)}\n`);
const round = (value) => Number(value.toPrecision(4));
const sizes = [
  { count: 20, seeds: 20, warmups: 5, repeats: 5, target: 15_000 },
  { count: 100, seeds: 20, warmups: 5, repeats: 2, target: 3_000 },
  { count: 1_000, seeds: 6, warmups: 2, repeats: 1, target: 300 },
  { count: 10_000, seeds: 1, warmups: 0, repeats: 1, target: 25 },
];
const regimes = ['mixed', 'money_only'];
let held = 0;

/** CPU microseconds of the runs of all seeds, by regime. */
function microsOf(count, seeds) {
  const total = { mixed: 0, money_only: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    for (const regime of regimes) {
      const { micros, held: more } = runOf(count, regime, seed);
      total[regime] += micros;
      held += more;
    }
  }
  return total;
}

for (const { count, seeds, warmups, repeats, target } of sizes) {
  for (let seed = 1; seed <= warmups; seed++)
    for (const regime of regimes) held += runOf(count, regime, 1_000 + seed).held;
  // A busy machine only ever adds time.
  const total = { mixed: Number.POSITIVE_INFINITY, money_only: Number.POSITIVE_INFINITY };
  for (let repeat = 0; repeat < repeats; repeat++)
    for (const [regime, micros] of Object.entries(microsOf(count, seeds)))
      total[regime] = Math.min(total[regime], micros);
  const named = count.toLocaleString('en');
  const perSecond = (micros) => (seeds * TICKS * 1e6) / micros;
  line({
    id: 'E17',
    name: `${named} agents, mixed regime`,
    value: round(perSecond(total.mixed)),
    unit: 'ticks per CPU second',
    target: `>= ${target}`,
    moneyOnly: round(perSecond(total.money_only)),
  });
  line({
    id: 'E17',
    name: `${named} agents: time of mixed over that of money_only`,
    value: round(total.mixed / total.money_only),
    unit: 'x',
    target: '<= 1.3',
  });
}
if (!(held > 0)) throw new Error('nobody holds money');
