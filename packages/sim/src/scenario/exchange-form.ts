import { exchangeScenarioForm } from '@bagehot/exchange/spatial';
import type { ExchangeScenario } from './exchange-scenario.js';
import { type Plain, without } from './file-form-parts.js';

/** The sections of an exchange's file. Defaults are spelled out; numbers are numbers, since the exchange reckons with doubles. */
export function exchangeFileForm(scenario: ExchangeScenario): Plain {
  const { version, model, name, description, exchange, run } = scenario;
  return without({
    version,
    model,
    name,
    description,
    exchange: exchangeSectionForm(exchange),
    run: { ticks: run.ticks, seed: run.seed },
    generated: scenario.form === 'explicit' ? generatedForm(scenario) : undefined,
  });
}

/** The `exchange` section of a file, which says at its top what the section leaves out. */
export function exchangeSectionForm(exchange: ExchangeScenario['exchange']): Plain {
  const { schema_version: _, name: __, ...section } = exchangeScenarioForm(exchange);
  return section;
}

function generatedForm({
  exchange,
  generated,
}: Extract<ExchangeScenario, { readonly form: 'explicit' }>): Plain | undefined {
  if (generated === undefined) return undefined;
  const { agents, initial_inventories, utilities, resource_seed } = exchangeScenarioForm({
    ...exchange,
    ...generated.population,
    form: 'compact',
  });
  return { population: without({ agents, initial_inventories, utilities, resource_seed }), seed: generated.seed };
}
