/** A report that opens with what dealers changed: the figures of the run without them beside those with them. */
import { renderReport } from '@bagehot/report';
import { type Comparison, compareMarket, loadScenario, runRecord, runRecords } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of forty
params: { n_agents: 40, seed: 42, kappa: 2, q_total: 4000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

export const comparison: Comparison = compareMarket(scenario);
const { baseline, treatment } = comparison.runs;
export const text: string = renderReport({
  title: treatment.scenario.name,
  parameters: { seed: 42, kappa: 2, agents: 40, ticket_size: 1 },
  metrics: runRecord(treatment),
  records: runRecords(treatment.economy.events.events),
  comparison: { control: runRecord(baseline), arm: runRecord(treatment) },
});
console.log(`relief ${comparison.liquidityReliefRatio?.times(100).toFixed(2)} %, in ${text.length} characters of HTML`);
