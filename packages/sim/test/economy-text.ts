import { loadScenario, type ScenarioProblem, SimError } from '@bagehot/sim';

/** Everything that is wrong with the YAML text of an economy. */
export function economyProblems(yaml: string): readonly ScenarioProblem[] {
  try {
    loadScenario(yaml, 'economy');
  } catch (error) {
    if (error instanceof SimError && error.code === 'SCENARIO_INVALID')
      return (error as SimError<'SCENARIO_INVALID'>).details.problems;
    throw error;
  }
  return [];
}

/** Code and path of each. */
export function found(yaml: string): readonly string[] {
  return economyProblems(yaml).map(({ code, path }) => `${code} ${path}`);
}

/** The head of an economy of five people. */
export const HEAD = `version: 1
name: five people
model: economy
people: { count: 5 }
`;

/** What five people owe one another. */
export const RING = 'ring: { kappa: 2, q_total: 100, maturity: { days: 4, mu: 0.5 } }\n';

/** Four of them trade two goods for money. */
export const EXCHANGE = `exchange:
  N: 6
  goods: [bread, wine]
  agents: 4
  initial_inventories: { bread: { uniform_int: [0, 9] }, wine: { uniform_int: [0, 9] }, M: 3 }
  utilities:
    mix:
      - { type: ces, weight: 0.5, params: { rho: 0.5, wbread: 0.6, wwine: 0.4 } }
      - { type: linear, weight: 0.5, params: { vbread: 1, vwine: 1.25 } }
  params: { exchange_regime: money_only, vision_radius: 6, money_scale: 1000 }
`;

/** Three of them trade goods at a market. */
export const FINANCING = `financing:
  mode: PERSONAL
  goods: [grain, cloth]
  grid: { width: 6, height: 5 }
  population: { agents: 3, stocks: { min: 0, max: 10, decimals: 2 } }
`;

/** Every other section, with every field of those that only an economy has. */
const SECTIONS = `goods: { ticksPerDay: 2, reserveDays: 1 }
purchaseLimit: { mode: TOTAL_WEALTH, carriedShare: 0.75, referencePrices: { bread: 10, wine: 12.5 } }
tradeCredit: { termDays: 3, markup: 0.01, sellerDiscount: 0.05, maxDebt: 20, minAmount: 2 }
dealer:
  ticket_size: 2
  buckets: { near: { tau_min: 1, tau_max: 2, M: 1, O: 0.2 }, far: { tau_min: 3, tau_max: 999, M: 0.9, O: 0.3, phi_M: 0.5 } }
  dealer_share: 0.1
  order_flow: { pi_sell: 0.75, N_max: all, block: shortfall }
  trader_policy: { horizon_H: 2, buffer_B: 1 }
  vbt_funding: funded
dealerFunding: { leverage: 2.5, reserveDues: true }
moneyMarket:
  policyRate: 0.05
  spreadSensitivity: 0.1
  ticksPerYear: 360
  supply: { reserveDays: 1, reoffer: 0.5 }
  withdraw: { fromDay: 4, share: 0.5 }
liquidity: { policy: cheapest, horizonDays: 1, perAgent: { H3: borrow-only } }
facilities: { lendingSpread: 0.02, depositSpread: 0.01, collateral: { haircut: 0.1 } }
backstop: { spread: 0.6, mid: 0.95, buckets: [far], fromDay: 2, buys: unbarred }
treasury: { inventory: 1000, passThrough: { fraction: 1, weights: { H1: 2, H2: 1 } } }
policy: { rule: schedule, table: [{ day: 5, quantityToBuy: 200 }] }
run: { max_days: 12, quiet_days: 2, default_handling: expel-agent }
`;

/** An economy with every section but that of financing. */
export const EVERYTHING: string = HEAD + RING + EXCHANGE + SECTIONS;
