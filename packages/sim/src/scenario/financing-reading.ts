import {
  checkPopulationParams,
  createSpatialEconomy,
  FinancingError,
  type FinancingModes,
  type PopulationAgent,
} from '@bagehot/financing';
import { compileFinancing, populationParams } from './financing-compile.js';
import { financingConfig } from './financing-config.js';
import { addFinancingProblems } from './financing-problems.js';
import type { ExplicitFinancingScenario, FinancingScenario } from './financing-scenario.js';
import { readFinancingForm } from './financing-section.js';
import { Problems } from './problems.js';

/** Reads the scenario of a financing economy, fills in every default, and checks all that the economy itself would refuse. */
export function readFinancing(
  problems: Problems,
  input: unknown,
  options: { readonly modes?: FinancingModes | undefined },
): FinancingScenario {
  const scenario = readFinancingForm(problems, input);
  const second = new Problems();
  checkMeaning(second, scenario, problems, options.modes);
  problems.adopt(second);
  return scenario;
}

/** What the economy itself would refuse, as far as the file can be read: people and populations with a problem of form are left out. */
function checkMeaning(
  second: Problems,
  scenario: FinancingScenario,
  form: Problems,
  modes: FinancingModes | undefined,
): void {
  if (scenario.form === 'explicit') {
    const readable = scenario.agents.flatMap((_, k) => (form.touches(['financing', 'agents', k]) ? [] : [k]));
    const agents = readable.map((k) => scenario.agents[k] as PopulationAgent);
    checkEconomy(second, { ...scenario, agents }, modes, readable);
    return;
  }
  const nobody = { ...scenario, form: 'explicit', agents: [] } as const;
  if (POPULATION_PARTS.some((part) => form.touches(['financing', part]))) {
    checkEconomy(second, nobody, modes);
    return;
  }
  const found = checkPopulationParams(populationParams(scenario));
  addFinancingProblems(second, found, ['financing', 'population']);
  // Nobody can be drawn: the rest is looked at without people.
  checkEconomy(second, found.length > 0 ? nobody : compileFinancing(scenario), modes);
}

/** What a population is drawn for. */
const POPULATION_PARTS = ['population', 'grid', 'goods', 'quantity_scale'];

function checkEconomy(
  problems: Problems,
  scenario: ExplicitFinancingScenario,
  modes: FinancingModes | undefined,
  agents?: readonly number[],
): void {
  try {
    createSpatialEconomy(financingConfig(scenario, { modes }));
  } catch (error) {
    if (!(error instanceof FinancingError)) throw error;
    addFinancingProblems(problems, error.details.problems, undefined, agents);
  }
}
