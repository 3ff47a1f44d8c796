import type { FinancingScenario } from '@bagehot/sim';
import { readCount } from '../option-value.js';

/** Options of `run` and `compare` that override the scenario of a financing economy. Undefined ones leave it as it is. */
export interface FinancingOverrides {
  readonly maxRounds?: string;
  readonly financingMode?: string;
  readonly seed?: string;
}

/**
 * The scenario as the command line wants it. A seed is that of the population too.
 *
 * @throws CommandError with exit code 2 naming the option that is wrong
 */
export function overrideFinancing(scenario: FinancingScenario, options: FinancingOverrides): FinancingScenario {
  const { run, financing } = scenario;
  const seed = options.seed === undefined ? undefined : readCount('--seed', options.seed, 0);
  const maxRounds = options.maxRounds === undefined ? run.maxRounds : readCount('--max-rounds', options.maxRounds, 1);
  const changed = {
    ...scenario,
    financing: { ...financing, mode: options.financingMode ?? financing.mode },
    run: { ...run, maxRounds, seed: seed ?? run.seed },
  };
  return seed !== undefined && changed.form === 'generator' ? { ...changed, populationSeed: seed } : changed;
}
