import { createDealerSimulationFromColumns } from '@bagehot/dealer';
import { createRandom } from '@bagehot/kernel';
import { c } from './calibrate.mjs';
import { DAYS, dealerColumns, leastSeconds, report } from './dealer-columns.mjs';

// P7: what one more trade costs: 100,000 traders with 10,000 arrivals a day against 3.

const columns = dealerColumns(100_000, 1);
const counts = new Map();
/** Nothing but trades is counted, and only in a run of its own. */
function tradesOf(maxArrivals) {
  let trades = 0;
  const events = { emit: ({ kind }) => (trades += kind === 'Trade' ? 1 : 0) };
  run(maxArrivals, { events });
  return trades;
}
function run(maxArrivals, ports = {}) {
  const simulation = createDealerSimulationFromColumns(
    columns,
    { journal: 'none', dealerShare: '0.25', vbtShare: '0.25', maxArrivals },
    { random: createRandom(42), ...ports },
  );
  for (let day = 0; day < DAYS; day++) simulation.runDay();
}
for (const arrivals of [3, 10_000]) counts.set(arrivals, tradesOf(arrivals));
const few = leastSeconds(4, () => run(3));
const many = leastSeconds(4, () => run(10_000));
const trades = counts.get(10_000) - counts.get(3);
const ns = ((many - few) * 1e9) / trades;
report('P7', 'marginal trade', ns, 'ns', '<= 2660', { c: Number((ns / c).toPrecision(3)), trades });
