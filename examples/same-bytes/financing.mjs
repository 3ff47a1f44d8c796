/** People who carry goods to a market, under both financing modes and with prices found in every way there is: the whole log of each run, as lines of JSON. */
import { createFinancingLog, createSpatialEconomy, equilibriumSolvers, generatePopulation } from '@bagehot/financing';
import { createRandom } from '@bagehot/kernel';

const grid = { width: 9, height: 7 };

/** Weights of 12 decimals, so that logarithms and powers meet arguments of all kinds. */
const agents = generatePopulation(
  { agents: 30, goods: 4, grid, ownership: '0.8', weights: { minimum: '0.03' }, loadFraction: { min: '0.2', max: 1 } },
  createRandom(2026),
);

function logOf(options) {
  const log = createFinancingLog();
  createSpatialEconomy({ agents, grid, travelCost: '0.07', maxRounds: 16, ...options }, { events: log }).run();
  return [...log.lines()];
}

export function text() {
  const modes = ['PERSONAL', 'TOTAL_WEALTH'].flatMap((mode) => logOf({ mode }));
  const solvers = [...equilibriumSolvers.values()].flatMap((solver) =>
    logOf({ mode: 'TOTAL_WEALTH', solver, maxRounds: 6 }),
  );
  return [...modes, ...solvers].join('\n');
}
