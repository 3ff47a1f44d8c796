import { createEventLog } from '@bagehot/kernel';
import { c } from './calibrate.mjs';
import { dealerColumns, leastSeconds, report, runMonth } from './dealer-columns.mjs';

// P3: the runs of P2 with the journal and every event kept in memory.

// Few runs at a time, so that some repeat meets an undisturbed moment of the machine.
const RUNS = 8;
const scenarios = Array.from({ length: RUNS }, (_, seed) => dealerColumns(100, seed));
let events = 0;
const batch = () => {
  for (const columns of scenarios) {
    const log = createEventLog();
    runMonth(columns, { journal: 'full' }, { events: log });
    events = log.events.length;
  }
};
for (let warm = 0; warm < 60; warm++) batch();
const seconds = leastSeconds(150, batch) / RUNS;
report('P3', '100 traders, 30 days, journal and events in memory', 1 / seconds, 'runs/s', '>= 1500', {
  c: Math.round((seconds * 1e9) / c),
  events,
});
