import type { ExchangeRegistry } from '@bagehot/exchange';
import type { FinancingModes } from '@bagehot/financing';
import { invalidScenario, type ScenarioProblem } from '../errors.js';
import { exchangeIssues } from '../exchange/schema.js';
import { financingIssues } from '../financing/schema.js';
import { isBareExchange, readExchange } from './exchange-reading.js';
import type { ExchangeScenario } from './exchange-scenario.js';
import { field } from './field.js';
import { readFinancing } from './financing-reading.js';
import type { FinancingScenario } from './financing-scenario.js';
import { Problems, shown } from './problems.js';
import { readRing } from './ring-reading.js';
import type { RingScenario } from './scenario.js';
import type { ScenarioModel } from './scenario-model.js';
import { ringIssues } from './schema.js';
import { checkStructure } from './structure.js';
import { parseYaml, type YamlFile } from './yaml.js';

/** How scenarios are read that name things registered in code. */
export interface ReadingOptions {
  /**
   * Financing modes a file may name.
   *
   * @defaultValue the built-in ones, `financingModes`
   */
  readonly modes?: FinancingModes | undefined;
  /**
   * Where the names in an exchange's file are looked up: regimes, money modes, tastes, searches, scores.
   *
   * @defaultValue that of the exchange specification
   */
  readonly registry?: ExchangeRegistry | undefined;
}

/** What a scenario may be. */
export type Scenario = RingScenario | FinancingScenario | ExchangeScenario;

/**
 * Reads a scenario from plain data with the field names of scenario files (ring specification, section 15), fills in every default and checks
 * all that can be checked before a run.
 *
 * @param model - what is wanted: a ring, a `financing` economy, an `exchange`, or `any` of them by the file's own `model`. An exchange may also be given as the exchange
 * specification, section 13, has it: with `schema_version` in place of `version` and `model`
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its code, its path in the file and what would have been right
 */
export function parseScenario(input: unknown, model: 'financing', options?: ReadingOptions): FinancingScenario;
export function parseScenario(input: unknown, model: 'exchange', options?: ReadingOptions): ExchangeScenario;
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
 * @param model - what is wanted: a ring, a `financing` economy, an `exchange`, or `any` of them by the file's own `model`. An exchange may also be given as the exchange
 * specification, section 13, has it: with `schema_version` in place of `version` and `model`
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its line
 */
export function loadScenario(yaml: string, model: 'financing', options?: ReadingOptions): FinancingScenario;
export function loadScenario(yaml: string, model: 'exchange', options?: ReadingOptions): ExchangeScenario;
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
  const refuse = (problems: readonly ScenarioProblem[]): Error =>
    invalidScenario(problems.map((problem) => withLine(problem, file)));
  if (wanted !== 'any' && wanted !== model) throw refuse([otherModel(wanted, field(input, 'model'))]);
  // An exchange reckons with doubles, so the numbers of its file are those.
  const data = model === 'exchange' && file !== undefined ? file.doubles() : input;
  const problems = isBareExchange(data) ? new Problems() : checkStructure(data, ISSUES[model]);
  const scenario = READERS[model](problems, data, options);
  if (problems.list.length > 0) throw refuse(problems.list);
  return scenario;
}

const ISSUES = { ring: ringIssues, financing: financingIssues, exchange: exchangeIssues } as const;

const READERS: Readonly<
  Record<ScenarioModel, (problems: Problems, input: unknown, options: ReadingOptions) => Scenario>
> = { ring: readRing, financing: readFinancing, exchange: readExchange };

/** What a file is about; one that does not say is about a ring. */
function modelOf(input: unknown): ScenarioModel {
  const said = field(input, 'model');
  if (said === 'financing' || said === 'exchange') return said;
  return isBareExchange(input) ? 'exchange' : 'ring';
}

/** Another model than the caller's code is written for is one problem, whatever else the file holds. */
function otherModel(wanted: ScenarioModel, found: unknown): ScenarioProblem {
  const hint =
    found === 'financing' || found === 'exchange'
      ? `: such a scenario is read when the model "${found}" is asked for`
      : '';
  return { code: 'E_VALUE', path: 'model', message: `must be "${wanted}", but is ${shown(found)}${hint}` };
}

function withLine(problem: ScenarioProblem, file: YamlFile | undefined): ScenarioProblem {
  const parts = problem.path.split(/[.[\]]+/).filter((part) => part !== '');
  const line = file?.lineOf(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
  return line === undefined ? problem : { ...problem, line };
}
