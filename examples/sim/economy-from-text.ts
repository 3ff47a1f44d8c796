/** Every market at once, from a file: a ring, goods on credit, dealers who borrow, a central bank behind them. */
import { readFileSync } from 'node:fs';
import { type EconomyResult, loadScenario, runScenario } from '@bagehot/sim';

const text = readFileSync(new URL('../scenarios/everything.yaml', import.meta.url), 'utf8');

export const result: EconomyResult = runScenario(loadScenario(text, 'economy'));
const { metrics, economy } = result;
console.log(`${economy.events.of('ExchangeTrade').length} deals in goods, ${metrics.totalTrades} in claims`);
