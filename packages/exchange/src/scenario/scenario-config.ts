import type { ExchangeRegistry } from '../registry.js';
import type { ExchangeConfig } from '../spatial/exchange-config.js';
import type { ExplicitExchangeScenario } from './exchange-scenario.js';

/**
 * What `createExchange` makes a scenario's exchange from.
 *
 * @param registry - where the scenario's names are registered; that of the specification unless given
 * @example
 * const exchange = createExchange(exchangeConfig(expandScenario(scenario, createRandom(42))));
 */
export function exchangeConfig(scenario: ExplicitExchangeScenario, registry?: ExchangeRegistry): ExchangeConfig {
  const { side, goods, regime, moneyMode, params, schedule, agents, resources } = scenario;
  return {
    side,
    rules: { goods, regime, moneyMode, params, registry },
    agents,
    resources,
    ...(schedule !== null && { schedule }),
  };
}
