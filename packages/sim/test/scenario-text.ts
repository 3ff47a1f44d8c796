import { loadScenario, SimError } from '@bagehot/sim';

/** Code and path of everything that is wrong with a YAML text. */
export function problemsOf(yaml: string): readonly string[] {
  try {
    loadScenario(yaml);
  } catch (error) {
    if (error instanceof SimError && error.code === 'SCENARIO_INVALID')
      return (error as SimError<'SCENARIO_INVALID'>).details.problems.map(
        ({ code, path, line }) => `${code} ${path} (line ${line})`,
      );
    throw error;
  }
  return [];
}

/** The head of a scenario of three. */
export const RING = `version: 1
name: three people
agents:
  - { id: CB, kind: central_bank }
  - { id: H1, kind: household }
  - { id: H2, kind: household }
`;
