/** Turns a run into one HTML file that explains it. */
import { renderReport } from '@bagehot/report';
import {
  BALANCE_COLUMNS,
  balanceCells,
  balanceRows,
  loadScenario,
  runRecord,
  runRecords,
  runScenario,
  type ScenarioResult,
} from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of forty
params: { n_agents: 40, seed: 42, kappa: 2, q_total: 4000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

// Balance sheets under the names of the columns of balances.csv.
const balances: object[] = [];
export const run: ScenarioResult = runScenario(scenario, {
  onDay: (day, { system }) => {
    for (const row of balanceRows(system, day)) {
      const cells = balanceCells(row);
      balances.push(Object.fromEntries(BALANCE_COLUMNS.map((column, k) => [column, cells[k]])));
    }
  },
});

export const text: string = renderReport({
  title: 'A ring of forty',
  parameters: { seed: 42, kappa: 2, agents: 40, ticket_size: 1 },
  metrics: runRecord(run),
  records: runRecords(run.economy.events.events),
  balances,
});
const headings = [...text.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, heading]) => heading);
console.log(`one file with ${headings.length} sections: ${headings.join(', ')}`);
