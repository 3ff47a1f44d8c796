import { readFileSync } from 'node:fs';
import { loadScenario, runScenario } from '@bagehot/sim';

const text = readFileSync(new URL('../scenarios/everything.yaml', import.meta.url), 'utf8');

export const { metrics, economy, scenario } = runScenario(loadScenario(text, 'economy'));
console.log(`${economy.events.of('ExchangeTrade').length} deals in goods, ${metrics.totalTrades} in claims`);
