import { readFileSync } from 'node:fs';
import {
  type ExplicitEconomyScenario,
  type ExplicitFinancingScenario,
  type ExplicitScenario,
  loadScenario,
  runScenario,
  type Scenario,
  SimError,
} from '@bagehot/sim';
import { CommandError, EXIT } from './exit-code.js';

/**
 * Reads a scenario file, whatever its model.
 *
 * @throws CommandError with exit code 2 when it cannot be read, or with every problem of the scenario in its message
 */
export function readScenarioFile(file: string): Scenario {
  const text = readInput(file);
  try {
    return loadScenario(text, 'any');
  } catch (error) {
    throw refusal(file, error);
  }
}

/**
 * Sets a scenario up without running a day, which finds opening actions without the money for them and markets that cannot be.
 *
 * @throws CommandError with exit code 2 and every problem found
 */
export function requireSetUp(
  file: string,
  scenario: ExplicitScenario | ExplicitFinancingScenario | ExplicitEconomyScenario,
): void {
  try {
    // Told to stop before it starts, a run is set up and ends.
    const signal = AbortSignal.abort();
    if (scenario.model === 'financing') runScenario(scenario, { signal });
    else if (scenario.model === 'economy') runScenario(scenario, { signal, keepEvents: false });
    else runScenario(scenario, { signal, keepEvents: false });
  } catch (error) {
    throw refusal(file, error);
  }
}

/**
 * Reads a text file.
 *
 * @throws CommandError with exit code 2 when that cannot be done
 */
export function readInput(file: string): string {
  return reading(file, () => readFileSync(file, 'utf8'));
}

/**
 * Reads of a file.
 *
 * @throws CommandError with exit code 2 when the file system refuses
 */
export function reading<Read>(file: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (code ?? message);
    throw new CommandError(EXIT.badInput, `cannot read ${file}: ${reason}`);
  }
}

/** What to throw instead of an error that a scenario file is to blame for: its problems, one a line. Any other error is returned as it is. */
export function refusal(file: string, error: unknown): unknown {
  if (!(error instanceof SimError) || error.code !== 'SCENARIO_INVALID') return error;
  const { details } = error as SimError<'SCENARIO_INVALID'>;
  const problems = details.problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const lines = problems.map(({ code, path, message, line }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return `${place}: ${code} ${path === '' ? 'the scenario' : path} ${message}`;
  });
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  return new CommandError(EXIT.badInput, [...lines, count].join('\n'), problems);
}
