/** A village that goes to market, from a text: its log, line by line, and what the run was for each person. */
import { type FinancingResult, loadScenario, runScenario } from '@bagehot/sim';

const scenario = loadScenario(
  `
version: 1
model: financing
name: A village of twelve
financing:
  mode: TOTAL_WEALTH
  goods: [grain, cloth, salt]
  grid: { width: 9, height: 9 }
  load_fraction: 0.5
  population: { agents: 12, ownership: 0.5, weights: { minimum: 0.1 } }
run: { max_rounds: 40, seed: 3 }
`,
  'financing',
);

export const result: FinancingResult = runScenario(scenario);
const { summary, rounds, agents } = result.metrics;
const first = rounds.find(({ trade }) => trade !== null);
console.log(`${result.rounds} rounds, ${summary.pricedRounds} with prices, ${result.log.length} rows in the log`);
console.log(
  `first prices, in round ${first?.round}: ${first?.trade?.prices.map((price) => price?.toFixed(4)).join(', ')}`,
);
console.log(`debts of ${summary.debtValue.toFixed(4)} arose, and were settled with goods in their rounds`);
for (const { id, utilityStart, utilityEnd } of agents.slice(0, 3))
  console.log(`agent ${id}: utility from ${utilityStart.toFixed(4)} to ${utilityEnd.toFixed(4)}`);
