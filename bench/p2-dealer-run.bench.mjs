import { c } from './calibrate.mjs';
import { dealerColumns, leastSeconds, report, runMonth } from './dealer-columns.mjs';

// P2: 100 traders, 800 tickets, 30 days with the dealers on and nobody listening; opening the market included.

// Few runs at a time, so that some repeat meets an undisturbed moment of the machine.
const RUNS = 8;
const scenarios = Array.from({ length: RUNS }, (_, seed) => dealerColumns(100, seed));
let result = 0;
const batch = () => {
  for (const columns of scenarios) result += runMonth(columns);
};
for (let warm = 0; warm < 60; warm++) batch();
const seconds = leastSeconds(150, batch) / RUNS;
if (!Number.isFinite(result)) throw new Error('a run came to nothing');
report('P2', '100 traders, 30 days', 1 / seconds, 'runs/s', '>= 2500', { c: Math.round((seconds * 1e9) / c) });
