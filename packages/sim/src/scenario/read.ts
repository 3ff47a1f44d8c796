import type { EconomyScenario } from '../economy-scenario/economy-scenario.js';
import { withExchangeDoubles } from '../economy-scenario/exchange-doubles.js';
import { readEconomy } from '../economy-scenario/reading.js';
import { invalidScenario, type ScenarioProblem } from '../errors.js';
import { exchangeIssues } from '../exchange/schema.js';
import { financingIssues } from '../financing/schema.js';
import { isBareExchange, readExchange } from './exchange-reading.js';
import type { ExchangeScenario } from './exchange-scenario.js';
import { field } from './field.js';
import { readFinancing } from './financing-reading.js';
import type { FinancingScenario } from './financing-scenario.js';
import { Problems, partsOf, shown } from './problems.js';
import type { ReadingOptions } from './reading-options.js';
import { readRing } from './ring-reading.js';
import type { RingScenario } from './scenario.js';
import type { ScenarioModel } from './scenario-model.js';
import { ringIssues } from './schema.js';
import { checkStructure } from './structure.js';
import { parseYaml, type YamlFile } from './yaml.js';

/** What a scenario may be. */
export type Scenario = RingScenario | FinancingScenario | ExchangeScenario | EconomyScenario;

/**
 * Reads a scenario from plain data with the field names of scenario files (ring specification, section 15), fills in every default and checks
 * all that can be checked before a run.
 *
 * @param model - what is wanted: a ring, a `financing` economy, an `exchange`, an `economy` of several markets, or `any` of them by the file's own `model`. An exchange may also be given as the exchange
 * specification, section 13, has it: with `schema_version` in place of `version` and `model`
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its code, its path in the file and what would have been right
 */
export function parseScenario(input: unknown, model: 'financing', options?: ReadingOptions): FinancingScenario;
export function parseScenario(input: unknown, model: 'exchange', options?: ReadingOptions): ExchangeScenario;
export function parseScenario(input: unknown, model: 'economy', options?: ReadingOptions): EconomyScenario;
export function parseScenario(input: unknown, model: 'any', options?: ReadingOptions): Scenario;
export function parseScenario(input: unknown, model?: 'ring'): RingScenario;
export function parseScenario(
  input: unknown,
  model: ScenarioModel | 'any' = 'ring',
  options: ReadingOptions = {},
): Scenario {
  return read(input, undefined, model, options);
}

/**
 * Reads a scenario from YAML text. Decimals are exact: `0.1` is one tenth.
 *
 * @param model - what is wanted: a ring, a `financing` economy, an `exchange`, an `economy` of several markets, or `any` of them by the file's own `model`. An exchange may also be given as the exchange
 * specification, section 13, has it: with `schema_version` in place of `version` and `model`
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its line
 */
export function loadScenario(yaml: string, model: 'financing', options?: ReadingOptions): FinancingScenario;
export function loadScenario(yaml: string, model: 'exchange', options?: ReadingOptions): ExchangeScenario;
export function loadScenario(yaml: string, model: 'economy', options?: ReadingOptions): EconomyScenario;
export function loadScenario(yaml: string, model: 'any', options?: ReadingOptions): Scenario;
export function loadScenario(yaml: string, model?: 'ring'): RingScenario;
export function loadScenario(
  yaml: string,
  model: ScenarioModel | 'any' = 'ring',
  options: ReadingOptions = {},
): Scenario {
  const file = parseYaml(yaml);
  return read(file.value, file, model, options);
}

function read(
  input: unknown,
  file: YamlFile | undefined,
  wanted: ScenarioModel | 'any',
  options: ReadingOptions,
): Scenario {
  const model = modelOf(input);
  if (wanted !== 'any' && wanted !== model) {
    const problem = withLine(otherModel(wanted, field(input, 'model')), file);
    throw invalidScenario([problem]);
  }
  const { scenario, problems, written } = readModel(model, withDoubles(model, input, file), options);
  if (problems.list.length === 0) return scenario;
  throw invalidScenario(problems.list.map((problem) => withLine(asWritten(problem, written), file)));
}

/** An exchange reckons with doubles, so the numbers of its file or section are those. */
function withDoubles(model: ScenarioModel, input: unknown, file: YamlFile | undefined): unknown {
  if (file === undefined || (model !== 'exchange' && model !== 'economy')) return input;
  const doubles = file.doubles();
  return model === 'exchange' ? doubles : withExchangeDoubles(input, doubles);
}

interface Reading {
  readonly scenario: Scenario;
  readonly problems: Problems;
  readonly written: (place: string) => string;
}

function readModel(model: ScenarioModel, input: unknown, options: ReadingOptions): Reading {
  if (model === 'economy') return readEconomy(input, options);
  const problems = isBareExchange(input) ? new Problems() : checkStructure(input, ISSUES[model]);
  return { scenario: READERS[model](problems, input, options), problems, written: (place) => place };
}

const ISSUES = { ring: ringIssues, financing: financingIssues, exchange: exchangeIssues } as const;

const READERS: Readonly<
  Record<keyof typeof ISSUES, (problems: Problems, input: unknown, options: ReadingOptions) => Scenario>
> = { ring: readRing, financing: readFinancing, exchange: readExchange };

/** What a file is about; one that does not say is about a ring. */
function modelOf(input: unknown): ScenarioModel {
  const said = field(input, 'model');
  if (said === 'financing' || said === 'exchange' || said === 'economy') return said;
  return isBareExchange(input) ? 'exchange' : 'ring';
}

/** Another model than the caller's code is written for is one problem, whatever else the file holds. */
function otherModel(wanted: ScenarioModel, found: unknown): ScenarioProblem {
  const hint =
    found === 'financing' || found === 'exchange' || found === 'economy'
      ? `: such a scenario is read when the model "${found}" is asked for`
      : '';
  return { code: 'E_VALUE', path: 'model', message: `must be "${wanted}", but is ${shown(found)}${hint}` };
}

/** A problem in the spelling of the file. */
function asWritten({ missing, ...problem }: ScenarioProblem, written: Reading['written']): ScenarioProblem {
  const named = { ...problem, path: written(problem.path) };
  return missing === undefined ? named : { ...named, missing: missing.map(written) };
}

function withLine(problem: ScenarioProblem, file: YamlFile | undefined): ScenarioProblem {
  const line = file?.lineOf(partsOf(problem.path));
  return line === undefined ? problem : { ...problem, line };
}
