/** A village put aside after round 7, as text, and taken up again: the same rounds follow. */
import {
  createFinancingLog,
  createSpatialEconomy,
  type FinancingConfig,
  type FinancingSnapshot,
  generatePopulation,
} from '@bagehot/financing';
import { createRandom } from '@bagehot/kernel';

const grid = { width: 8, height: 8 };
const config: FinancingConfig = {
  agents: generatePopulation({ agents: 15, goods: 3, grid, loadFraction: { min: '0.3', max: 1 } }, createRandom(7)),
  grid,
  mode: 'TOTAL_WEALTH',
  travelCost: '0.05',
  maxRounds: 20,
};

let saved = '';
function logAfterRound7(snapshot?: FinancingSnapshot): string {
  const log = createFinancingLog();
  const economy = createSpatialEconomy(config, { events: log }, snapshot);
  while (economy.termination === null) {
    economy.runRound();
    if (economy.round === 7) saved = JSON.stringify(economy.snapshot());
  }
  return Array.from(log.rows(), (row) => (row.core_round > 7 ? `${JSON.stringify(row)}\n` : '')).join('');
}

export const whole: string = logAfterRound7();
export const resumed: string = logAfterRound7(JSON.parse(saved));
console.log(`resumed: the same log? ${resumed === whole}`);
