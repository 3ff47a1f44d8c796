/** Two runs from one balance sheet: dealers who only hold their claims, and dealers who trade; and how traders fared by what they did. */
import { readFileSync } from 'node:fs';
import { type Comparison, compareMarket, loadScenario } from '@bagehot/sim';

const file = new URL('../scenarios/kalecki_balanced.yaml', import.meta.url);
export const pair: Comparison = compareMarket(loadScenario(readFileSync(file, 'utf8')));
const { baseline, treatment, runs } = pair;

const { generated } = runs.treatment.scenario;
console.log(
  `${generated?.statistics.realisedShare?.toFixed(4)} of all claims are held by dealers and value-based traders`,
);
console.log(`default rate ${baseline.defaultRate.toFixed(4)} passive, ${treatment.defaultRate.toFixed(4)} active`);
for (const [strategy, { count, defaulted }] of Object.entries(treatment.strategies ?? {}))
  console.log(`${strategy}: ${defaulted} of ${count} liabilities defaulted on`);
