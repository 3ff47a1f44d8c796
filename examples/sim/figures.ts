/** A run in figures: one record for the whole, one table with a row per day. */
import type { FilledTable } from '@bagehot/ring';
import { loadScenario, type PlainRecord, runRecord, runScenario, runTables } from '@bagehot/sim';

const run = runScenario(
  loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of forty
params: { n_agents: 40, seed: 7, kappa: 2, q_total: 4000, maturity: { days: 5, mu: 0.5 } }
`),
);

export const record: PlainRecord = runRecord(run);
export const tables: readonly FilledTable[] = runTables(run.metrics, run.economy.events.events);
console.log(`default rate ${record['default_rate']}, ${record['total_defaults']} defaults`);
for (const { name, columns, rows } of tables) console.log(`${name}: ${rows.length} rows of ${columns.length} columns`);
