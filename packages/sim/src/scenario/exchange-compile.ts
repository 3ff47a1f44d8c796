import { expandScenario } from '@bagehot/exchange/spatial';
import { createRandom } from '@bagehot/kernel';
import type { ExchangePopulation, ExchangeScenario, ExplicitExchangeScenario } from './exchange-scenario.js';

/** Spells an exchange out: draws its people and resources from the run's seed, if they are to be drawn. */
export function compileExchange(scenario: ExchangeScenario): ExplicitExchangeScenario {
  if (scenario.form === 'explicit') return scenario;
  const { exchange, run } = scenario;
  return {
    ...scenario,
    form: 'explicit',
    exchange: expandScenario(exchange, createRandom(run.seed)),
    generated: { population: populationOf(exchange), seed: run.seed },
  };
}

/** What people and resources are drawn from, without the rules they live by. */
export function populationOf(exchange: ExchangePopulation): ExchangePopulation {
  const { agents, inventories, lambdaMoney, M0, mix, resourceSeed } = exchange;
  return {
    agents,
    inventories,
    ...(lambdaMoney === undefined ? {} : { lambdaMoney }),
    ...(M0 === undefined ? {} : { M0 }),
    mix,
    resourceSeed,
  };
}
