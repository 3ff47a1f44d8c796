/** The same ring without and with its market: what dealers changed. */
import { type Comparison, compareMarket, loadScenario } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: Kalecki ring
params: { n_agents: 100, seed: 42, kappa: 1, q_total: 10000, maturity: { days: 10, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

export const comparison: Comparison = compareMarket(scenario);
const { baseline, treatment, deltaReduction, rescued, induced } = comparison;
console.log(
  `default rate ${baseline.defaultRate.toFixed(4)} without dealers, ${treatment.defaultRate.toFixed(4)} with`,
);
console.log(`reduced by ${deltaReduction?.toFixed(4)}; ${rescued.length} agents rescued, ${induced.length} felled`);
console.log(`dealers earned ${treatment.dealerProfit.toFixed(2)} on ${treatment.totalTrades} trades`);
