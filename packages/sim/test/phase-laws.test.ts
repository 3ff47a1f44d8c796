import { type CentralBank, createCallMarket } from '@bagehot/central-bank';
import { createEventLog, decimal } from '@bagehot/kernel';
import type { TradingPhase } from '@bagehot/ring';
import { checkTradingPhase, type RingLawPorts, ringScenario } from '@bagehot/ring/testing';
import {
  backstop,
  composeDay,
  createEconomy,
  type DayParts,
  type Economy,
  overnightMarket,
  type SecondaryMarketConfig,
  type SimEvent,
  secondaryMarket,
} from '@bagehot/sim';
import { describe, it } from 'vitest';

const centralBank: CentralBank = {
  getPolicyRate: () => ({ rate: decimal('0.05'), tick: 0 }),
  setPolicyRate: () => undefined,
  conductOpenMarketOperations: () => {
    throw new Error('there are no operations');
  },
};

describe('the laws of a phase', () => {
  it('hold of a secondary market', () =>
    checkTradingPhase(
      (ports) => secondaryMarket({ ...ports, events: createEventLog<SimEvent>() }, { maxArrivals: 'all' }),
      // What it knows of traders is not taken back: a day that is undone ends the run.
      { moneyDecimals: 12, numRuns: 20, rollback: false },
    ));

  it('hold of a secondary market that a central bank stands behind', () => {
    const config: SecondaryMarketConfig = {
      maxArrivals: 'all',
      vbtFunding: 'funded',
      vbtShare: '0.05',
      checks: 'event',
    };
    checkTradingPhase(
      (ports) => {
        const economy = { ...ports, events: createEventLog<SimEvent>() };
        return secondaryMarket(economy, config, { outside: backstop(economy, config, { spread: '0.6' }) });
      },
      // Estates that owe one another share down to the grid, which takes ten times as long with each further decimal.
      { moneyDecimals: 4, numRuns: 15, rollback: false },
    );
  });

  it('hold of an overnight market, netted and in the evening', () => {
    for (const at of ['B2', 'C'] as const)
      checkTradingPhase(
        (ports) => {
          const events = createEventLog<SimEvent>();
          const settlement = at === 'B2' ? 'netted' : 'gross';
          const callMarket = () =>
            createCallMarket({ settlement, spreadSensitivity: '0.1' }, { ...ports, asset: 'cash', events });
          return overnightMarket({ ...ports, events }, () => ({ centralBank, callMarket: callMarket() }), { at });
        },
        { scenarios: ringScenario({ maxBanks: 0 }), moneyDecimals: 12, numRuns: 20 },
      );
  });

  const scenarios = ringScenario({ maxBanks: 0 });

  it('hold of a central bank that acts by the day, with a treasury', () =>
    checkTradingPhase(
      composed(
        {
          moneyMarket: { policyRate: '0.05', spreadSensitivity: '0.1' },
          treasury: { inventory: 50, outstanding: 10, passThrough: {} },
          policy: {
            rule: 'schedule',
            table: [
              { day: 1, quantityToBuy: 20 },
              { day: 2, rate: '0.01', quantityToBuy: -15 },
            ],
          },
        },
        ['policy'],
      ),
      { scenarios, moneyDecimals: 12, numRuns: 12 },
    ));

  it('hold of a window that lends, and takes deposits', () =>
    checkTradingPhase(
      composed(
        {
          moneyMarket: { policyRate: '0.05', spreadSensitivity: '0.1', withdraw: { fromDay: 1, share: '0.5' } },
          liquidity: { policy: 'borrow-first' },
          facilities: { collateral: null, cap: 20 },
        },
        ['policy', 'money', 'window'],
      ),
      { scenarios, moneyDecimals: 12, numRuns: 12 },
    ));

  it('hold of dealers that fund themselves, with a late session', () =>
    checkTradingPhase(
      composed(
        {
          dealer: { maxArrivals: 'all', vbtFunding: 'funded', dealerShare: '0.1' },
          dealerFunding: { leverage: 4 },
          moneyMarket: { policyRate: '0.05', spreadSensitivity: '0.1', withdraw: { fromDay: 2, share: 1 } },
          liquidity: { policy: 'cheapest' },
          facilities: { collateral: null, cap: 5 },
        },
        ['policy', 'dealers', 'money', 'late', 'window'],
      ),
      { scenarios, moneyDecimals: 12, numRuns: 12, rollback: false },
    ));
});

/** A composed day, or a part of it, as one phase: what the parts know of each other is then in one snapshot. */
function composed(parts: DayParts, names: readonly string[]): (ports: RingLawPorts) => TradingPhase {
  return ({ ledger, contracts, random }) => {
    const events = createEventLog<SimEvent>();
    const { seed, snapshot, observe } = createEconomy({ seed: 1 });
    const economy: Economy = { seed, ledger, contracts, random, events, eventCount: 0, snapshot, observe };
    const phases = composeDay(economy, parts).filter(({ name }) => names.includes(name));
    if (phases.length < names.length) throw new Error(`there are only ${phases.map(({ name }) => name).join(', ')}`);
    return {
      name: 'day',
      agents: phases.flatMap(({ agents = [] }) => agents),
      invariants: phases.flatMap(({ invariants = [] }) => invariants),
      init(system) {
        for (const phase of phases) phase.init?.(system);
      },
      trade(system, day) {
        for (const phase of phases) phase.trade(system, day);
      },
      afterSettlement(system, day, outcome) {
        for (const phase of phases) phase.afterSettlement?.(system, day, outcome);
      },
      isQuiet: (view, day) => phases.every((phase) => phase.isQuiet?.(view, day) ?? true),
      snapshot: () => ({ phases: phases.map((phase) => phase.snapshot?.() ?? {}) }),
      restore(system, state) {
        const { phases: states } = state as { readonly phases: readonly object[] };
        for (const [k, phase] of phases.entries()) phase.restore?.(system, states[k] as object);
      },
    };
  };
}
