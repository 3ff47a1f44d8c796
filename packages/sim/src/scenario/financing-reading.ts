import { checkPopulationParams, createSpatialEconomy, FinancingError, type FinancingModes } from '@bagehot/financing';
import { compileFinancing, populationParams } from './financing-compile.js';
import { financingConfig } from './financing-config.js';
import { addFinancingProblems } from './financing-problems.js';
import type { ExplicitFinancingScenario, FinancingScenario } from './financing-scenario.js';
import { readFinancingForm } from './financing-section.js';
import type { Problems } from './problems.js';

/** Reads the scenario of a financing economy, fills in every default, and checks all that the economy itself would refuse. */
export function readFinancing(
  problems: Problems,
  input: unknown,
  options: { readonly modes?: FinancingModes | undefined },
): FinancingScenario {
  const scenario = readFinancingForm(problems, input);
  // What has the wrong form is not asked what it means.
  if (problems.list.length > 0) return scenario;
  if (scenario.form === 'generator') {
    const found = checkPopulationParams(populationParams(scenario));
    addFinancingProblems(problems, found, ['financing', 'population']);
    // Nobody can be drawn: the rest is looked at without people.
    const nobody = { ...scenario, form: 'explicit', agents: [] } as const;
    checkEconomy(problems, found.length > 0 ? nobody : compileFinancing(scenario), options.modes);
  } else checkEconomy(problems, scenario, options.modes);
  return scenario;
}

function checkEconomy(
  problems: Problems,
  scenario: ExplicitFinancingScenario,
  modes: FinancingModes | undefined,
): void {
  try {
    createSpatialEconomy(financingConfig(scenario, { modes }));
  } catch (error) {
    if (!(error instanceof FinancingError)) throw error;
    addFinancingProblems(problems, error.details.problems);
  }
}
