/** The page of a run with some 60,000 events of a busy market: CPU time of writing it, and its size. The bounds are those of a page that is made while one waits. */
import { renderReport } from '@bagehot/report';
import {
  BALANCE_COLUMNS,
  balanceCells,
  balanceRows,
  loadScenario,
  runRecord,
  runRecords,
  runScenario,
} from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A busy ring
params: { n_agents: 300, seed: 42, kappa: 2, q_total: 30000, maturity: { days: 10, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);
const balances = [];
const run = runScenario(scenario, {
  onDay: (day, { system }) => {
    for (const row of balanceRows(system, day)) {
      const cells = balanceCells(row);
      balances.push(Object.fromEntries(BALANCE_COLUMNS.map((column, k) => [column, cells[k]])));
    }
  },
});
const input = {
  title: 'A busy ring',
  parameters: { agents: 300 },
  metrics: runRecord(run),
  records: [...runRecords(run.economy.events.events)],
  balances,
};

const spent = [];
let text = '';
for (let k = 0; k < 5; k++) {
  const before = process.cpuUsage();
  text = renderReport(input);
  const { user, system } = process.cpuUsage(before);
  spent.push((user + system) / 1000);
}
const line = (name, value, unit, target) =>
  process.stdout.write(`${JSON.stringify({ id: 'R9', name, value, unit, target })}\n`);
const events = input.records.length.toLocaleString('en');
line(`page of a run of ${events} events`, Math.round(spent.sort((a, b) => a - b)[2]), 'ms', '<= 1000');
line(`size of the page of ${events} events`, Math.round(text.length / 1000), 'kB', '<= 3000');
