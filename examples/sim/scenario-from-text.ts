/** A scenario as text, run to its end; and what a scenario with mistakes is answered with. */
import { loadScenario, runScenario, type ScenarioProblem, type ScenarioResult, SimError } from '@bagehot/sim';

const ring = (kappa: string): string => `
version: 1
generator: ring_explorer_v1
name_prefix: A ring of forty
params: { n_agents: 40, seed: 7, kappa: ${kappa}, q_total: 4000, maturity: { days: 8, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`;

export const result: ScenarioResult = runScenario(loadScenario(ring('2.5')));
const { scenario, metrics, stopped, days } = result;
console.log(`${scenario.name}: ${stopped} after ${days} days`);
console.log(`${metrics.totalTrades} trades, ${metrics.totalDefaults} defaults`);

export const problems: ScenarioProblem[] = [];
try {
  loadScenario(ring('minus two').replace('n_agents: 40', 'n_agents: 2'));
} catch (error) {
  if (!(error instanceof SimError) || !('problems' in error.details)) throw error;
  problems.push(...error.details.problems);
  console.log(error.message);
}
