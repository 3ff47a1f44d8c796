import type { FinancingModes } from '@bagehot/financing';
import { invalidScenario, type ScenarioProblem } from '../errors.js';
import { financingIssues } from '../financing/schema.js';
import { field } from './field.js';
import { readFinancing } from './financing-reading.js';
import type { FinancingScenario } from './financing-scenario.js';
import { shown } from './problems.js';
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
}

/** What a scenario may be. */
export type Scenario = RingScenario | FinancingScenario;

/**
 * Reads a scenario from plain data with the field names of scenario files (ring specification, section 15), fills in every default and checks
 * all that can be checked before a run.
 *
 * @param model - what is wanted: a ring, a `financing` economy, or `any` of them by the file's own `model`
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its code, its path in the file and what would have been right
 */
export function parseScenario(input: unknown, model: 'financing', options?: ReadingOptions): FinancingScenario;
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
 * @param model - what is wanted: a ring, a `financing` economy, or `any` of them by the file's own `model`
 * @throws SimError `SCENARIO_INVALID` with every problem found, each with its line
 */
export function loadScenario(yaml: string, model: 'financing', options?: ReadingOptions): FinancingScenario;
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
  const model: ScenarioModel = field(input, 'model') === 'financing' ? 'financing' : 'ring';
  const refuse = (problems: readonly ScenarioProblem[]): Error =>
    invalidScenario(problems.map((problem) => withLine(problem, file)));
  if (wanted !== 'any' && wanted !== model) throw refuse([otherModel(wanted, field(input, 'model'))]);
  const problems = checkStructure(input, model === 'financing' ? financingIssues : ringIssues);
  const scenario = model === 'financing' ? readFinancing(problems, input, options) : readRing(problems, input);
  if (problems.list.length > 0) throw refuse(problems.list);
  return scenario;
}

/** Another model than the caller's code is written for is one problem, whatever else the file holds. */
function otherModel(wanted: ScenarioModel, found: unknown): ScenarioProblem {
  const hint = found === 'financing' ? ': such a scenario is read when the model "financing" is asked for' : '';
  return { code: 'E_VALUE', path: 'model', message: `must be "${wanted}", but is ${shown(found)}${hint}` };
}

function withLine(problem: ScenarioProblem, file: YamlFile | undefined): ScenarioProblem {
  const parts = problem.path.split(/[.[\]]+/).filter((part) => part !== '');
  const line = file?.lineOf(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
  return line === undefined ? problem : { ...problem, line };
}
