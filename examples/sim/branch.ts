/** On day 3 of a run the lenders stay away; from the morning of that day it goes on three ways: as it was, with a window against security, with one without. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Branch, type BranchChange, branch, loadScenario } from '@bagehot/sim';
import { openRun, storeRun } from '@bagehot/sim/node';

const folder = mkdtempSync(path.join(tmpdir(), 'bagehot-'));
const scenario = loadScenario(`
version: 1
generator: ring_explorer_v1
name_prefix: A ring of forty
params: { n_agents: 40, seed: 3, kappa: 1, q_total: 4000, maturity: { days: 8, mu: 0.5 } }
moneyMarket: { policyRate: 0.05, spreadSensitivity: 0.1, supply: { reserveDays: 0 }, withdraw: { fromDay: 3, share: 1 } }
`);
storeRun(folder, scenario);

const past = openRun(folder);
const from = (change: BranchChange): Branch => branch(past, 3, change);
export const futures: Readonly<Record<string, Branch>> = {
  'as it was': from({}),
  'against security': from({ 'facilities.lendingSpread': '0.02', 'facilities.collateral': { haircut: '0.1' } }),
  'without security': from({ 'facilities.lendingSpread': '0.02', 'facilities.collateral': null }),
};
rmSync(folder, { recursive: true });

for (const [name, { metrics }] of Object.entries(futures))
  console.log(
    `${name}: ${metrics.totalDefaults} of 40 default, the window lends ${metrics.moneyMarket?.facilityLending.toFixed(2)}`,
  );
