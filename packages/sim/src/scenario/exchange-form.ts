import { exchangeScenarioForm } from '@bagehot/exchange/spatial';
import type { ExchangeScenario } from './exchange-scenario.js';
import { type Plain, without } from './file-form-parts.js';

/** The sections of an exchange's file. Defaults are spelled out; numbers are numbers, since the exchange reckons with doubles. */
export function exchangeFileForm({ version, model, name, description, exchange, run }: ExchangeScenario): Plain {
  const { schema_version: _, name: __, ...section } = exchangeScenarioForm(exchange);
  return without({ version, model, name, description, exchange: section, run: { ticks: run.ticks, seed: run.seed } });
}
