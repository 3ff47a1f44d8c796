import { readFileSync } from 'node:fs';
import { loadScenario, type RingScenario, SimError } from '@bagehot/sim';
import { CommandError, EXIT } from './exit-code.js';

/**
 * Reads a scenario file.
 *
 * @throws CommandError with exit code 2 when it cannot be read, or with every problem of the scenario in its message
 */
export function readScenarioFile(file: string): RingScenario {
  const text = readInput(file);
  try {
    return loadScenario(text);
  } catch (error) {
    throw new CommandError(EXIT.badInput, describe(file, error));
  }
}

/**
 * Reads a text file.
 *
 * @throws CommandError with exit code 2 when that cannot be done
 */
export function readInput(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : (code ?? (error as Error).message);
    throw new CommandError(EXIT.badInput, `cannot read ${file}: ${reason}`);
  }
}

function describe(file: string, error: unknown): string {
  if (!(error instanceof SimError) || error.code !== 'SCENARIO_INVALID') throw error;
  const { problems } = (error as SimError<'SCENARIO_INVALID'>).details;
  const lines = problems.map(({ code, path, message, line }) => {
    const place = line === undefined ? file : `${file}:${line}`;
    return `${place}: ${code} ${path === '' ? 'the scenario' : path} ${message}`;
  });
  return `${lines.join('\n')}\n${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
}
