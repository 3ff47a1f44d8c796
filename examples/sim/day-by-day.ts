/** A run one day at a time, so that the caller can breathe, show progress, or stop. */
import { loadScenario, runScenarioByDay, type ScenarioResult } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of thirty
params: { n_agents: 30, seed: 5, kappa: 2, q_total: 3000, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);

export const days: number[] = [];
const run = runScenarioByDay(scenario);
let step = run.next();
while (step.done !== true) {
  days.push(step.value);
  step = run.next();
}
export const result: ScenarioResult = step.value;
console.log(`days ${days.join(', ')}, then ${result.stopped}`);

// Stopped from outside: the run ends before the next day.
const stop = new AbortController();
export const stopped: ScenarioResult[] = [];
const other = runScenarioByDay(scenario, { signal: stop.signal, onDay: (day) => day === 2 && stop.abort() });
for (let next = other.next(); ; next = other.next())
  if (next.done === true) {
    stopped.push(next.value);
    break;
  }
console.log(`stopped by hand: ${stopped[0]?.stopped} after ${stopped[0]?.days} days`);
