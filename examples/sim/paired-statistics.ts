/** Eighteen pairs over a small grid: how much relief, how sure that is, where it comes from, and which pairs got worse. */
import {
  compareMarket,
  loadScenario,
  type PairOutcome,
  type PairStatistics,
  pairOutcome,
  pairStatistics,
} from '@bagehot/sim';

const points = ['0.5', '1', '2'].flatMap((kappa) => ['0.25', '0.75'].map((mu) => ({ kappa, mu })));
export const pairs: readonly PairOutcome[] = points.flatMap((params, point) =>
  [0, 1, 2].map((replication) => {
    const seed = 42 + 3 * point + replication;
    const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of thirty
params: { n_agents: 30, seed: ${seed}, kappa: ${params.kappa}, q_total: 3000, maturity: { days: 6, mu: ${params.mu} } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);
    return pairOutcome(compareMarket(scenario), { params, seed });
  }),
);

export const statistics: PairStatistics = pairStatistics(pairs);
const { improved, unchanged, worsened, meanReliefRatio, reliefInterval, pairedT, signedRank } = statistics;
console.log(`${improved} improved, ${unchanged} unchanged, ${worsened} worsened`);
console.log(`relief ${meanReliefRatio?.toFixed(4)}`);
console.log(`95 % interval ${reliefInterval?.lower.toFixed(4)} to ${reliefInterval?.upper.toFixed(4)}`);
console.log(`paired t: p = ${pairedT?.pValue.toFixed(4)}, Cohen's d ${pairedT?.effectSize.toFixed(2)}`);
console.log(`signed rank: p = ${signedRank?.pValue.toFixed(4)} (${signedRank?.method})`);

for (const { parameter, levels } of statistics.byParameter)
  for (const { level, meanReliefRatio: mean } of levels) console.log(`${parameter} ${level}: ${mean?.toFixed(4)}`);
const worse = statistics.worsenedPairs.map(({ seed, relief }) => `${seed} by ${relief.reduction.neg().toFixed(4)}`);
console.log(`made worse, by seed: ${worse.join(', ') || 'none'}`);
