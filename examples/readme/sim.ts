import { compareMarket, loadScenario } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: Kalecki ring
params: { n_agents: 100, seed: 42, kappa: 1, q_total: 10000, maturity: { days: 10, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

const { baseline, treatment } = compareMarket(scenario); // the same ring without and with its market
console.log(`default rate ${baseline.defaultRate.toFixed(4)} without, ${treatment.defaultRate.toFixed(4)} with`);
