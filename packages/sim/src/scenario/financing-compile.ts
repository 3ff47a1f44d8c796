import { generatePopulation, type PopulationParams } from '@bagehot/financing';
import { createRandom } from '@bagehot/kernel';
import type {
  ExplicitFinancingScenario,
  FinancingScenario,
  PopulationFinancingScenario,
} from './financing-scenario.js';

/** Spells a financing economy out: draws its people, if they are to be drawn. */
export function compileFinancing(scenario: FinancingScenario): ExplicitFinancingScenario {
  if (scenario.form === 'explicit') return scenario;
  const { population, populationSeed, version, model, name, description, financing, run } = scenario;
  return {
    version,
    model,
    form: 'explicit',
    name,
    description,
    financing,
    agents: generatePopulation(populationParams(scenario), createRandom(populationSeed)),
    run,
    generated: { population, seed: populationSeed },
  };
}

/** What the people of a scenario are drawn from, with its grid and goods. */
export function populationParams({ population, financing }: PopulationFinancingScenario): PopulationParams {
  const { grid, goods, quantityScale } = financing;
  return { ...population, grid, goods: goods.length, quantityScale };
}
