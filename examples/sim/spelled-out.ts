/** A generated scenario spelled out as a file of its own, with everybody's debts and cash: it runs to the same log without drawing a ring. */
import { recordLine } from '@bagehot/kernel';
import {
  compileScenario,
  loadScenario,
  type RingScenario,
  runRecords,
  runScenario,
  scenarioToYaml,
} from '@bagehot/sim';

const generator = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of thirty
params: { n_agents: 30, seed: 5, kappa: 2, q_total: 3000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

export const yaml: string = scenarioToYaml(compileScenario(generator));
export const logOf = (scenario: RingScenario): string =>
  Array.from(runRecords(runScenario(scenario).economy.events.events), recordLine).join('\n');
export const generated: string = logOf(generator);

console.log(yaml.split('\n').slice(0, 8).join('\n'));
console.log(`the same log? ${logOf(loadScenario(yaml)) === generated}`);
