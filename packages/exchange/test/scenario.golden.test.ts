import {
  createExchange,
  type ExchangeEvent,
  exchangeConfig,
  expandScenario,
  readExchangeScenario,
} from '@bagehot/exchange/spatial';
import { createEventLog, createRandom } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';
import { recordOf, type TicksCase } from './golden-ticks.js';

describe('a scenario read from its data plays the recorded ticks', () => {
  for (const { id, scenario: recorded, ticks } of goldenCases<TicksCase>('exchange/ticks.json', 'cases')) {
    it(id, () => {
      const { scenario } = readExchangeScenario({ schema_version: 1, ...recorded });
      const log = createEventLog<ExchangeEvent>();
      // Nothing is drawn of a scenario that lists its agents: any seed will do.
      const exchange = createExchange(exchangeConfig(expandScenario(scenario, createRandom(0))), { events: log });
      const played = ticks.map(() => {
        const before = log.events.length;
        exchange.runTick();
        return recordOf(exchange.mode as string, exchange.goods, exchange.agents, log.events.slice(before));
      });
      expect(played).toEqual(ticks);
    });
  }
});
