/** Numbers in a scenario are read by their text: a tenth is a tenth, and large amounts keep every digit. */
import { sum } from '@bagehot/kernel';
import { loadScenario, runScenario, type ScenarioResult } from '@bagehot/sim';

const scenario = loadScenario(`
version: 1
name: Three tenths, and a great fortune
scale: 2
agents:
  - { id: CB, kind: central_bank }
  - { id: Ada, kind: household }
  - { id: Ben, kind: household }
initial_actions:
  - mint_cash: { to: Ada, amount: 0.1 }
  - mint_cash: { to: Ada, amount: 0.2 }
  - mint_cash: { to: Ben, amount: 90071992547409930.01 }
  - create_payable: { from: Ada, to: Ben, amount: 0.3, due_day: 1 }
`);

export const result: ScenarioResult = runScenario(scenario);
const { ledger } = result.economy;
console.log(`${result.stopped}: ${result.defaulted.length} defaults, Ada has ${ledger.cash('Ada')} left`);
console.log(`Ben has ${ledger.cash('Ben').toFixed()}`);
console.log(`all money together: ${sum(ledger.agents().map((agent) => ledger.cash(agent)))}`);
