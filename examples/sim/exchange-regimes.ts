/** What does money do that barter does not, and what do both together? One market under three regimes, on the same ten seeds. */
import { compareRegimes, parseScenario, type RegimeComparison } from '@bagehot/sim';

const scenario = parseScenario(
  {
    version: 1,
    model: 'exchange',
    name: 'Bread and wine',
    exchange: {
      N: 15,
      goods: ['bread', 'wine'],
      agents: 20,
      initial_inventories: {
        bread: { uniform_int: [0, 20] },
        wine: { uniform_int: [0, 20] },
        M: { uniform_int: [50, 200] },
      },
      utilities: {
        mix: [
          { type: 'ces', weight: 0.5, params: { rho: 0.5, wbread: 0.6, wwine: 0.4 } },
          { type: 'linear', weight: 0.5, params: { vbread: 1, vwine: 1.2 } },
        ],
      },
      params: { vision_radius: 10 },
    },
    run: { ticks: 100, seed: 1 },
  },
  'exchange',
);
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export const comparison: RegimeComparison = compareRegimes(scenario, ['barter_only', 'money_only', 'mixed'], seeds);
for (const { regimes, figure, mean, higher, lower } of comparison.pairs)
  if (figure === 'totalUtility')
    console.log(`${regimes[1]} against ${regimes[0]}: ${mean.toFixed(2)} on average, ${higher} higher, ${lower} lower`);
for (const { figure, ordering, count } of comparison.orderings)
  if (figure === 'totalUtility') console.log(`${ordering}: ${count} of ${seeds.length}`);
