import { ExchangeError, type ExchangeProblem } from '@bagehot/exchange';
import { invalidScenario, type ScenarioProblemCode } from '../errors.js';
import { type Path, Problems } from './problems.js';

const CODES: ReadonlyMap<ExchangeProblem['code'], ScenarioProblemCode> = new Map<
  ExchangeProblem['code'],
  ScenarioProblemCode
>([
  ['SCENARIO_INVALID', 'E_VALUE'],
  ['INVALID_OPTION', 'E_VALUE'],
  ['UNKNOWN_KEY', 'E_UNKNOWN_KEY'],
  ['UNKNOWN_PARAM', 'E_UNKNOWN_KEY'],
]);

/** Parts of a configuration that a file has among its params. */
const FILE_PATHS: ReadonlyMap<string, string> = new Map([
  ['rules.regime', 'params.exchange_regime'],
  ['rules.moneyMode', 'params.money_mode'],
]);

/**
 * What the package has found, as problems of a file: its codes behind `E_EXCHANGE_` unless files have one of their own for it.
 *
 * @param section - where the scenario of the package stands in the file
 */
export function addExchangeProblems(problems: Problems, found: readonly ExchangeProblem[], section: Path): void {
  for (const { code, path, message } of found) {
    const place = (FILE_PATHS.get(path) ?? path).split(/[.[\]]+/).filter((part) => part !== '' && part !== 'scenario');
    const said = message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
    problems.add(CODES.get(code) ?? `E_EXCHANGE_${code}`, [...section, ...place.map(partOf)], said);
  }
}

/** What to throw instead of an error by which the package refuses a scenario's exchange. Any other error is returned as it is. */
export function blameExchange(error: unknown): unknown {
  if (!(error instanceof ExchangeError) || error.code === 'INVALID_SNAPSHOT') return error;
  const problems = new Problems();
  addExchangeProblems(problems, error.details.problems, ['exchange']);
  return invalidScenario(problems.list);
}

function partOf(text: string): PropertyKey {
  return /^\d+$/.test(text) ? Number(text) : text;
}
