/** What an economy's file with mistakes is answered with: where each is, and which section is missing. */
import { loadScenario, type ScenarioProblem, SimError } from '@bagehot/sim';

const text = `version: 1
model: economy
name: no dealers
people: { count: 5 }
backstop: { spread: 0.6 }
trade_credit: { term_days: 0, max_debt: 10 }
`;

export const problems: readonly ScenarioProblem[] = problemsOf(() => loadScenario(text, 'economy'));
for (const { path, line, missing, message } of problems) console.log(`line ${line}: ${path} ${message}`, missing);

function problemsOf(read: () => unknown): readonly ScenarioProblem[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SimError && error.code === 'SCENARIO_INVALID')
      return (error as SimError<'SCENARIO_INVALID'>).details.problems;
    throw error;
  }
}
