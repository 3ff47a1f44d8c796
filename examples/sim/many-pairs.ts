/** Twenty rings, each without and with its market: is what one pair shows the rule? */
import { type PairSetSummary, type Relief, summarisePairs } from '@bagehot/ring';
import { compareMarket, loadScenario } from '@bagehot/sim';

const seeds = Array.from({ length: 20 }, (_, k) => 42 + k);
export const reliefs: readonly (Relief | undefined)[] = seeds.map((seed) => {
  const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of thirty
params: { n_agents: 30, seed: ${seed}, kappa: 1, q_total: 3000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);
  return compareMarket(scenario).relief ?? undefined;
});

export const summary: PairSetSummary = summarisePairs(reliefs);
const { improved, unchanged, worsened, meanReliefRatio, medianReliefRatio } = summary;
console.log(`${improved} improved, ${unchanged} unchanged, ${worsened} worsened`);
console.log(`relief: mean ${meanReliefRatio?.toFixed(4)}, median ${medianReliefRatio?.toFixed(4)}`);
