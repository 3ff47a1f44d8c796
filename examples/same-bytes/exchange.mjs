/** People who barter and buy on a grid, with every taste, regime, search and money mode there is: all events of each run, as lines of JSON. */
import { createExchangeRegistry } from '@bagehot/exchange';
import { createExchange } from '@bagehot/exchange/spatial';
import { createRandom } from '@bagehot/kernel';

const random = createRandom(2026);
const stocks = random.stream('stocks');
const cells = random.stream('cells');
const minds = random.stream('minds');

const draw = (least, most) => minds.nextInt(least * 1000, most * 1000) / 1000;

/** Parameters of three decimals, so that powers and logarithms meet arguments of all kinds. */
const tastes = [
  () => ({ type: 'ces', params: { rho: draw(-2, 0.9) || 0.5, wA: draw(0.2, 2), wB: draw(0.2, 2) } }),
  () => ({ type: 'cobb_douglas', params: { aA: draw(0.1, 0.9), aB: draw(0.1, 0.9) } }),
  () => ({ type: 'linear', params: { vA: draw(0.2, 2), vB: draw(0.2, 2) } }),
  () => ({
    type: 'stone_geary',
    params: { alpha_A: draw(0.2, 2), alpha_B: draw(0.2, 2), gamma_A: draw(0, 2), gamma_B: draw(0, 2) },
  }),
  () => ({
    type: 'quadratic',
    params: { A_star: draw(8, 15), B_star: draw(8, 15), sigma_A: draw(2, 6), sigma_B: draw(2, 6), gamma: 0.01 },
  }),
  () => ({
    type: 'translog',
    params: { alpha_0: 0, alpha_A: draw(0.2, 1), alpha_B: draw(0.2, 1), beta_AA: -0.02, beta_BB: -0.03, beta_AB: 0.01 },
  }),
];

const agents = Array.from({ length: 30 }, (_, id) => ({
  id,
  x: cells.nextInt(0, 11),
  y: cells.nextInt(0, 11),
  inventory: { A: stocks.nextInt(0, 20), B: stocks.nextInt(0, 20), M: stocks.nextInt(50, 200) },
  utility: tastes[id % tastes.length](),
  lambdaMoney: draw(0.5, 2),
}));

const resources = Array.from({ length: 12 }, (_, x) => ({
  x,
  y: (5 * x) % 12,
  good: x % 2 === 0 ? 'A' : 'B',
  amount: 4,
}));

function eventsOf(rules, level = 'standard') {
  const lines = [];
  const events = { emit: (event) => void lines.push(JSON.stringify(event)) };
  const params = { spread: 0.01, resourceGrowthRate: 1, ...rules.params };
  createExchange({ side: 12, rules: { ...rules, params }, agents, resources }, { events, level }).run(25);
  return lines;
}

export function text() {
  const registry = createExchangeRegistry();
  const runs = registry
    .names('regime')
    .flatMap((regime) => registry.names('moneyMode').flatMap((moneyMode) => eventsOf({ regime, moneyMode })));
  const searches = registry
    .names('blockSearch')
    .flatMap((tradeExecutionMode) =>
      eventsOf({ regime: 'mixed', params: { tradeExecutionMode, partnerScore: 'exact' } }),
    );
  const logs = eventsOf(
    { regime: 'mixed', moneyMode: 'kkt_lambda', params: { moneyUtilityForm: 'log', M0: 0.5 } },
    'debug',
  );
  return [...runs, ...searches, ...logs].join('\n');
}
