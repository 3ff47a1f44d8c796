/** Two futures of one past: from day 1 on, one market goes on as before, in the other everybody panics and sells. */
import type { OrderFlow } from '@bagehot/dealer';
import { loadScenario, runScenario, type ScenarioResult } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of fifty
params: { n_agents: 50, seed: 3, kappa: 2, q_total: 5000, maturity: { days: 8, mu: 0.5 } }
dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }
`);
const panic: OrderFlow = {
  next: ({ sellers }) => (sellers[0] === undefined ? undefined : { side: 'SELL', trader: sellers[0] }),
};

let saved = '';
runScenario(scenario, {
  onDay: (day, run) => {
    if (day === 0) saved = JSON.stringify(run.snapshot());
  },
});

const future = (market: { readonly orderFlow?: OrderFlow }): ScenarioResult =>
  runScenario(scenario, { from: JSON.parse(saved), market });
export const calm: ScenarioResult = future({});
export const panicked: ScenarioResult = future({ orderFlow: panic });

for (const [name, { economy, defaulted }] of Object.entries({ calm, panicked })) {
  const buys = economy.events.of('Trade').filter(({ side }) => side === 'BUY');
  console.log(
    `${name}: ${economy.events.of('Trade').length} trades, ${buys.length} purchases, ${defaulted.length} defaults`,
  );
}
