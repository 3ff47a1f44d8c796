import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EventRecord, recordLine } from '@bagehot/kernel';
import {
  type Branch,
  type EconomyResult,
  loadScenario,
  runRecord,
  runRecords,
  type ScenarioResult,
  scenarioToYaml,
} from '@bagehot/sim';
import { storeRun } from '@bagehot/sim/node';
import { afterAll } from 'vitest';

const RING = `version: 1
generator: ring_explorer_v1
params: { n_agents: 8, seed: 5, kappa: 2, q_total: 300, maturity: { days: 6, mu: 0.5 } }
`;

/** Rings with and without dealers and a market for money; every section that a branch may change is in one of them. */
export const SCENARIOS: Readonly<Record<string, string>> = {
  plain: RING,
  dealers: `${RING}dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }\n`,
  money: `${RING}moneyMarket: { policyRate: 0.05, supply: { reserveDays: 9, buffer: 10 } }
facilities: { lendingSpread: 0.02, depositSpread: 0.01, collateral: { haircut: 0.1 } }
run: { max_days: 9, mode: step }
`,
  everything: `${RING}dealer: { enabled: true, dealer_share: 0.1, order_flow: { N_max: all, block: shortfall } }
moneyMarket: { policyRate: 0.05, term: 2, supply: { reserveDays: 0 } }
liquidity: { policy: borrow-first, perAgent: { H3: sell-only } }
facilities: { lendingSpread: 0.02, collateral: null }
treasury: { inventory: 100, outstanding: 20, passThrough: {} }
policy: { rule: schedule, table: [{ day: 1, quantityToBuy: 5 }, { day: 4, rate: 0.03 }] }
run: { max_days: 8 }
`,
  economy: `version: 1
name: Funded and backed
model: economy
seed: 7
people: { count: 8 }
ring: { kappa: 2, q_total: 400, maturity: { days: 6, mu: 0.5 } }
dealer: { enabled: true, dealer_share: 0.05, vbt_share: 0, vbt_funding: funded, order_flow: { N_max: all, block: shortfall } }
dealerFunding: { leverage: 2 }
moneyMarket: { policyRate: 0.05, withdraw: { fromDay: 3, share: 0.5 } }
liquidity: { policy: sell-first }
facilities: { lendingSpread: 0.02, collateral: { haircut: 0.1 } }
backstop: { spread: 0.6 }
run: { max_days: 9 }
`,
  bread: `version: 1
name: Bread on credit
model: economy
seed: 3
people: { count: 6, cash: { total: 6 } }
exchange:
  N: 5
  goods: [bread, wine]
  agents: 6
  initial_inventories: { bread: { uniform_int: [0, 9] }, wine: { uniform_int: [0, 9] }, M: 0 }
  utilities: { mix: [{ type: linear, weight: 0.5, params: { vbread: 1, vwine: 5 } }, { type: linear, weight: 0.5, params: { vbread: 5, vwine: 1 } }] }
  params: { exchange_regime: money_only, vision_radius: 6, money_scale: 1 }
tradeCredit: { termDays: 3, maxDebt: 20 }
dealer: { enabled: true, ticket_size: 1, dealer_share: 0.1, order_flow: { N_max: all, block: shortfall } }
run: { max_days: 8 }
`,
  rounds: `version: 1
name: Rounds on credit
model: economy
seed: 3
people: { count: 4, cash: { total: 20 } }
financing:
  mode: TOTAL_WEALTH
  goods: [grain, cloth]
  grid: { width: 4, height: 4 }
  population: { agents: 4, stocks: { min: 0, max: 10, decimals: 2 } }
tradeCredit: { termDays: 2 }
run: { max_days: 6 }
`,
};

/** The records of a whole branch. */
export function recordsOf({ past, economy }: Branch): readonly EventRecord[] {
  return [...past.records, ...runRecords(economy.events.events, { seq: past.records.length })];
}

/** The log of a whole branch. */
export function logOf(result: Branch): string {
  return recordsOf(result)
    .map((record) => `${recordLine(record)}\n`)
    .join('');
}

/** All that is to be the same of two runs: metrics and scenario. */
export function figuresOf(result: ScenarioResult | EconomyResult): string {
  return JSON.stringify([runRecord(result), scenarioToYaml(result.scenario)]);
}

/** Folders of runs that are gone when the tests of the file are over. */
export class RunFolders {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), 'bagehot-runs-'));
  #count = 0;

  constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** A name for a further folder. */
  next(): string {
    return path.join(this.folder, String(this.#count++));
  }

  /** Runs a scenario and keeps it. */
  store(yaml: string, snapshotEvery = 5): { readonly folder: string; readonly result: ScenarioResult | EconomyResult } {
    const folder = this.next();
    const scenario = loadScenario(yaml, 'any');
    if (scenario.model === 'economy') return { folder, result: storeRun(folder, scenario, { snapshotEvery }) };
    if (scenario.model === 'ring') return { folder, result: storeRun(folder, scenario, { snapshotEvery }) };
    throw new Error(`no run of ${scenario.model} has days`);
  }

  read(folder: string, file: string): string {
    return readFileSync(path.join(folder, file), 'utf8');
  }
}
