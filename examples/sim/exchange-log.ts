/** The log of an exchange, line by line as it happens; and a check that plays it again and finds what cannot be. */
import { checkExchangeLog, compileScenario, createExchangeLog, loadScenario, runScenario } from '@bagehot/sim';

const scenario = compileScenario(
  loadScenario(
    `
version: 1
model: exchange
name: A small market
exchange:
  N: 6
  agents: 8
  initial_inventories: { A: { uniform_int: [1, 9] }, B: { uniform_int: [1, 9] }, M: 40 }
  utilities: { mix: [{ type: ces, weight: 1, params: { rho: 0.5, wA: 0.6, wB: 0.4 } }] }
  resource_seed: { density: 0.2, amount: 3 }
  params: { exchange_regime: mixed }
run: { ticks: 25, seed: 11 }
`,
    'exchange',
  ),
);

export const lines: string[] = [];
runScenario(scenario, { sinks: [createExchangeLog(scenario, (line) => lines.push(line))] });

const { ticks, records, trades, differences } = checkExchangeLog(lines);
console.log(`${records} records of ${ticks} ticks with ${trades} trades, ${differences.length} differences`);

// Somebody turns one unit that was harvested into two.
const harvest = lines.findIndex((line) => line.includes('"Harvested"'));
const changed = lines.with(harvest, (lines[harvest] ?? '').replace('"amount":1', '"amount":2'));
export const found: readonly string[] = checkExchangeLog(changed).differences;
for (const difference of found) console.log(difference);
