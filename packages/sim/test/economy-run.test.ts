import { financingModes } from '@bagehot/financing';
import { decimal, recordLine } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';
import {
  createRecordStream,
  type EconomyScenario,
  loadScenario,
  parseScenario,
  runScenario,
  type Scenario,
  type ScenarioOptions,
  scenarioToYaml,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, EXCHANGE, HEAD, RING } from './economy-text.js';
import { checkZeroSums } from './goods-run.js';

/** The log of a run, byte for byte. */
function logOf(scenario: Extract<Scenario, { model: 'ring' | 'economy' }>, options: ScenarioOptions = {}): string {
  const lines: string[] = [];
  const recording = { ...options, sinks: [createRecordStream((record) => lines.push(recordLine(record)))] };
  if (scenario.model === 'economy') runScenario(scenario, recording);
  else runScenario(scenario, recording);
  return lines.join('\n');
}

const PARAMS = {
  kappa: 2,
  q_total: 300,
  inequality: { concentration: '0.5' },
  maturity: { days: 6, mu: '0.5' },
};
const DEALER = {
  buckets: { near: { tau_min: 1, tau_max: 2, M: '0.95', O: '0.2' }, far: { tau_min: 3, M: '0.9', O: '0.4' } },
  order_flow: { N_max: 'all', block: 'shortfall' },
  vbt_funding: 'funded',
};
const MONEY = {
  moneyMarket: { policyRate: '0.05', spreadSensitivity: '0.1', supply: { reserveDays: 2, reoffer: '0.5' } },
  liquidity: { policy: 'borrow-first', perAgent: { H3: 'sell-first' } },
  facilities: { lendingSpread: '0.02', collateral: { haircut: '0.1' } },
  treasury: { inventory: 100, passThrough: { fraction: 1 } },
  policy: { rule: 'schedule', table: [{ day: 2, quantityToBuy: 20 }] },
};

describe('the run of an economy', () => {
  it.each([
    ['a ring alone', {}, {}],
    ['a ring with dealers', { dealer: DEALER }, { dealer: { enabled: true, ...DEALER } }],
    ['a ring with a money market', MONEY, MONEY],
    ['both', { dealer: DEALER, ...MONEY }, { dealer: { enabled: true, ...DEALER }, ...MONEY }],
  ])('of %s is that of the ring by itself, byte for byte', (_, sections, ringSections) => {
    for (const seed of [7, 42]) {
      const economy = parseScenario(
        { version: 1, model: 'economy', name: 'r', seed, people: { count: 8 }, ring: PARAMS, ...sections },
        'economy',
      );
      const ring = parseScenario({
        version: 1,
        generator: 'ring_explorer_v1',
        params: { n_agents: 8, seed, ...PARAMS },
        ...ringSections,
      });
      const log = logOf(economy);
      expect(log.length).toBeGreaterThan(5000);
      expect(log).toBe(logOf(ring, { moneyDecimals: 12 }));
    }
  });

  it('is the same twice, and of what was written of it', () => {
    const scenario = loadScenario(EVERYTHING, 'economy');
    const log = logOf(scenario);
    expect(logOf(scenario)).toBe(log);
    expect(logOf(loadScenario(scenarioToYaml(scenario), 'economy'))).toBe(log);
    const { scenario: spelledOut } = runScenario(scenario);
    expect(logOf(loadScenario(scenarioToYaml(spelledOut), 'economy'))).toBe(log);
    expect(logOf(loadScenario(`${EVERYTHING}seed: 1\n`, 'economy'))).not.toBe(log);
  });

  it('gives its figures, its economy and the scenario spelled out', () => {
    const { stopped, metrics, economy, scenario } = runScenario(loadScenario(HEAD + RING, 'economy'));
    expect(stopped).toBe('stable');
    expect(metrics.summary.totalDue.toString()).toBe('100');
    expect(scenario.ring?.draws?.weights).toHaveLength(5);
    expect(economy.seed).toBe(42);
    expect(economy.ledger.balance('CB', 'cash').toString()).toBe('-50');
  });

  it('is stable at once where nobody owes anything', () => {
    const { stopped, days } = runScenario(loadScenario(HEAD.replace('5', '3, cash: { total: 1 }'), 'economy'));
    expect([stopped, days]).toEqual(['stable', 2]);
  });

  it('has its people trade goods in the same day, tick by tick or in a round', () => {
    const ticks = runScenario(loadScenario(EVERYTHING, 'economy'));
    expect(ticks.economy.events.of('ExchangeTrade').length).toBeGreaterThan(0);
    expect(ticks.economy.events.of('TickState')).toHaveLength(2 * ticks.days);
    checkZeroSums(ticks.economy);

    // Two own grain at home and two carry wine: whoever leaves its goods at home pays with money, and owes the rest.
    const village = `${HEAD.replace('count: 5', 'count: 4, cash: { total: 2 }')}tradeCredit: { termDays: 2 }
run: { maxDays: 6 }
financing:
  mode: TOTAL_WEALTH
  goods: [grain, wine]
  grid: { width: 2, height: 2 }
  departure: never
  agents:
    - { id: 1, alpha: [0.5, 0.5], home: [6, 0], home_position: [0, 0], load_fraction: 0 }
    - { id: 2, alpha: [0.5, 0.5], home: [4, 0], home_position: [0, 0], load_fraction: 0 }
    - { id: 3, alpha: [0.5, 0.5], home: [0, 6], home_position: [1, 1] }
    - { id: 4, alpha: [0.5, 0.5], home: [0, 4], home_position: [1, 1] }
`;
    const rounds = runScenario(loadScenario(village, 'economy'));
    expect(rounds.economy.events.of('TradeCreditGranted').length).toBeGreaterThan(0);
    checkZeroSums(rounds.economy);
  });

  it('ends as an error where a phase throws, unless the error is wanted', () => {
    const raid: TradingPhase = {
      name: 'raid',
      trade({ ledger }, day) {
        if (day < 2) return;
        ledger.transfer({ day, kind: 'raid', asset: 'cash', from: 'CB', to: 'H1', amount: decimal(5) });
        throw new Error('the vault is shut');
      },
    };
    const scenario = loadScenario(HEAD + RING, 'economy');
    const { stopped, halt, economy } = runScenario(scenario, { phases: [raid] });
    expect([stopped, halt?.phase, halt?.day, halt?.message]).toEqual(['error', 'raid', 2, 'the vault is shut']);
    expect(economy.events.of('CashMinted').every(({ day }) => day < 2)).toBe(true);
    expect(() => runScenario(scenario, { phases: [raid], failingPhase: 'throw' })).toThrow('the vault is shut');
  });

  it('knows modes that are registered in code', () => {
    const modes = financingModes.register({
      id: 'NOTHING',
      bounds: () => ({ fixed: decimal(0), salesCoefficient: decimal(0), claimLimit: null }),
    });
    const yaml = HEAD + RING + EXCHANGE;
    const limited = `${yaml}purchaseLimit: { mode: NOTHING }\n`;
    expect(() => loadScenario(limited, 'economy')).toThrow('purchaseLimit.mode must be one of PERSONAL, TOTAL_WEALTH');
    const spent = (scenario: EconomyScenario): number =>
      runScenario(scenario, { modes })
        .economy.events.of('ExchangeTrade')
        .reduce((total, { trade }) => total + trade.dY, 0);
    expect(spent(loadScenario(yaml, 'economy'))).toBeGreaterThan(0);
    expect(spent(loadScenario(limited, 'economy', { modes }))).toBe(0);
  });
});
