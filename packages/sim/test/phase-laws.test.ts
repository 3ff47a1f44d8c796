import { type CentralBank, createCallMarket } from '@bagehot/central-bank';
import { createEventLog, decimal } from '@bagehot/kernel';
import { checkTradingPhase, ringScenario } from '@bagehot/ring/testing';
import { backstop, overnightMarket, type SecondaryMarketConfig, type SimEvent, secondaryMarket } from '@bagehot/sim';
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
      { moneyDecimals: 12, numRuns: 15, rollback: false },
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
});
