/** The proof that a log tells all: every balance sheet of a run, rebuilt from its records by code that knows no rule of the ring. */
import { balanceCells, balanceRows, loadScenario, replayBalances, runRecords, runScenario } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of forty
params: { n_agents: 40, seed: 5, kappa: 3, q_total: 4000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

export const sheets: string[] = [];
const { economy, days } = runScenario(scenario, {
  onDay: (day, { system }) => {
    for (const row of balanceRows(system, day)) sheets.push(balanceCells(row).join());
  },
});

const records = JSON.parse(JSON.stringify([...runRecords(economy.events.events)]));
export const rebuilt: readonly string[] = Array.from(replayBalances(records), (row) => balanceCells(row).join());
console.log(`${records.length} records, ${sheets.length} balance sheets of ${days} days`);
console.log(`rebuilt from the records: the same? ${rebuilt.join('\n') === sheets.join('\n')}`);
