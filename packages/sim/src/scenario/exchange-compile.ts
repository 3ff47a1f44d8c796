import { expandScenario } from '@bagehot/exchange/spatial';
import { createRandom } from '@bagehot/kernel';
import type { ExchangeScenario, ExplicitExchangeScenario } from './exchange-scenario.js';

/** Spells an exchange out: draws its people and resources from the run's seed, if they are to be drawn. */
export function compileExchange(scenario: ExchangeScenario): ExplicitExchangeScenario {
  if (scenario.form === 'explicit') return scenario;
  return {
    ...scenario,
    form: 'explicit',
    exchange: expandScenario(scenario.exchange, createRandom(scenario.run.seed)),
  };
}
