import { FinancingError, type FinancingProblem } from '@bagehot/financing';
import { invalidScenario } from '../errors.js';
import { type Path, Problems } from './problems.js';

/** Parts of the package's paths that have other names in a file. */
const FILE_NAMES: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['travelCost', ['financing', 'kappa']],
  ['maxRounds', ['run', 'max_rounds']],
  ['maxStaleRounds', ['run', 'max_stale_rounds']],
  ['clearedRounds', ['run', 'cleared_rounds']],
  ['grid', ['financing', 'grid']],
  ['goods', ['financing', 'goods']],
  ['quantityScale', ['financing', 'quantity_scale']],
]);

/**
 * What the package has found, as problems of a file: its codes behind `E_FINANCING_`, its paths in the spelling of files.
 *
 * @param section - where the paths' first part stands, unless it is one that stands elsewhere
 * @param agents - the position in the file of each agent that was looked at, if not all were
 */
export function addFinancingProblems(
  problems: Problems,
  found: readonly FinancingProblem[],
  section: Path = ['financing'],
  agents?: readonly number[],
): void {
  for (const problem of found) addProblem(problems, problem, section, agents);
}

/** What to throw instead of an error by which the package refuses a scenario's economy. Any other error is returned as it is. */
export function blameFinancing(error: unknown): unknown {
  if (!(error instanceof FinancingError) || error.code === 'INVALID_SNAPSHOT') return error;
  const problems = new Problems();
  addFinancingProblems(problems, error.details.problems);
  return invalidScenario(problems.list);
}

function addProblem(
  problems: Problems,
  { code, path, message }: FinancingProblem,
  section: Path,
  agents?: readonly number[],
): void {
  const [first = '', ...rest] = path.split(/[.[\]]+/).filter((part) => part !== '');
  const inside = rest.map(part);
  if (first === 'agents' && agents !== undefined) inside[0] = agents[Number(inside[0])] as number;
  const place = [...(FILE_NAMES.get(first) ?? [...section, snake(first)]), ...inside];
  const said = message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
  problems.add(code === 'INVALID_OPTION' ? 'E_VALUE' : `E_FINANCING_${code}`, place, said);
}

function part(text: string): PropertyKey {
  return /^\d+$/.test(text) ? Number(text) : snake(text);
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
