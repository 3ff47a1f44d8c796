/** The same ring without and with a market: the events of both runs as tables of comma-separated values, told apart by their first column. */
import { dealerTables } from '@bagehot/dealer';
import { ringTables } from '@bagehot/ring';
import { loadScenario, runScenario, type SimEvent } from '@bagehot/sim';
import { csvWriter, tableSink } from '@bagehot/telemetry';

export const texts: Map<string, string> = new Map();
const writer = csvWriter((table) => ({
  write: (text) => void texts.set(table, (texts.get(table) ?? '') + text), // in Node: writeSync(file, text)
  close: () => {},
}));
const sink = tableSink<SimEvent>([...ringTables, ...dealerTables], writer);

export const defaulted: Map<string, number> = new Map();
for (const [id, enabled] of Object.entries({ without: false, with: true })) {
  const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of twenty
params: { n_agents: 20, seed: 3, kappa: 1, q_total: 2000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: ${enabled}, order_flow: { N_max: all, block: shortfall } }
`);
  sink.begin({ id, seed: 3 });
  defaulted.set(id, runScenario(scenario, { sinks: [sink], keepEvents: false }).defaulted.length);
  sink.end();
}
writer.close();

for (const [table, text] of texts) console.log(`${table}.csv: ${text.split('\n').length - 2} rows`);
