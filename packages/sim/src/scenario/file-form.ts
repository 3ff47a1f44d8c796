import type { EconomyScenario } from '../economy-scenario/economy-scenario.js';
import { economyFileForm } from '../economy-scenario/form.js';
import { exchangeFileForm } from './exchange-form.js';
import type { ExchangeScenario } from './exchange-scenario.js';
import type { Plain } from './file-form-parts.js';
import { financingScenarioForm } from './financing-form.js';
import type { FinancingScenario } from './financing-scenario.js';
import { ringForm } from './ring-form.js';
import type { ExplicitScenario } from './scenario.js';
import { formatYaml } from './yaml.js';

/**
 * Writes an explicit scenario as the YAML text that `loadScenario` reads back to an equal scenario. Defaults are spelled out, and amounts are texts,
 * so that they keep their digits in every reader. Financing economies, exchanges and economies of several markets may also be such whose people are still to be drawn; numbers of
 * exchanges are numbers. Of an economy that is spelled out the draws are written, and reading and compiling it gives it again.
 */
export function scenarioToYaml(
  scenario: ExplicitScenario | FinancingScenario | ExchangeScenario | EconomyScenario,
): string {
  return formatYaml(formOf(scenario));
}

function formOf(scenario: ExplicitScenario | FinancingScenario | ExchangeScenario | EconomyScenario): Plain {
  switch (scenario.model) {
    case 'ring':
      return ringForm(scenario);
    case 'financing':
      return financingScenarioForm(scenario);
    case 'exchange':
      return exchangeFileForm(scenario);
    case 'economy':
      return economyFileForm(scenario);
  }
}
