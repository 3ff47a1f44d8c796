import { loadScenario, runScenario } from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';
import { expect, it } from 'vitest';

const yaml = (k: number) => `version: 1
generator: ring_explorer_v1
params: { n_agents: 8, seed: ${k}, kappa: 1, q_total: 200, maturity: { days: 5, mu: 0.5 } }
moneyMarket:
  policyRate: 0.05
  supply: { reserveDays: 0, buffer: 0, reoffer: 1 }
  withdraw: { fromDay: 3, share: 0.5 }
liquidity: { policy: borrow-first }
facilities: { autoDeposit: true, collateral: { haircut: 0.1 } }
treasury: { inventory: 50, outstanding: 10, passThrough: {} }
policy: { rule: schedule, table: [{ day: 1, quantityToBuy: 30 }, { day: 3, rate: 0.01, quantityToBuy: -20 }] }
dealer: { enabled: true, order_flow: { N_max: all } }
run: { max_days: 12 }
`;
it('holds', () => {
  let t = 0,
    n = 0;
  for (let k = 0; k < 40; k++) {
    const scenario = loadScenario(yaml(k));
    const t0 = performance.now();
    runScenario(scenario, { journal: 'full' });
    const t1 = performance.now();
    runScenario(scenario, { journal: 'full', ...checkEconomy() });
    const t2 = performance.now();
    t += t1 - t0;
    n += t2 - t1;
  }
  console.log(t / 40, n / 40);
  expect(1).toBe(1);
});
