/** A run put aside after day 3, as text, and taken up again: it goes on as if nothing had happened. */
import { recordLine } from '@bagehot/kernel';
import { createRecordStream, loadScenario, runScenario } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of fifty
params: { n_agents: 50, seed: 3, kappa: 2, q_total: 5000, maturity: { days: 8, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

let saved = '';
export let savedLines = 0;
export const lines: string[] = [];
runScenario(scenario, {
  sinks: [createRecordStream((record) => lines.push(recordLine(record)))],
  onDay: (day, run) => {
    if (day !== 3) return;
    saved = JSON.stringify(run.snapshot());
    savedLines = lines.length;
  },
});

const from = JSON.parse(saved);
export const rest: string[] = [];
const { days } = runScenario(scenario, {
  from,
  sinks: [createRecordStream((record) => rest.push(recordLine(record)), { seq: from.economy.eventCount })],
});

console.log(`${lines.length} records in ${days} days; ${savedLines} of them before the snapshot`);
console.log(`the rest is the same, to the byte: ${rest.join('\n') === lines.slice(savedLines).join('\n')}`);
