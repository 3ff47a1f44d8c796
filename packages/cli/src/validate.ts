import { compileScenario } from '@bagehot/sim';
import { EXIT, type ExitCode } from './exit-code.js';
import { readScenarioFile } from './scenario-file.js';
import type { Terminal } from './terminal.js';

/** Checks a scenario file without running it. */
export function validate(file: string, options: { readonly json?: boolean }, terminal: Terminal): ExitCode {
  const scenario = compileScenario(readScenarioFile(file));
  const facts = {
    name: scenario.name,
    agents: scenario.agents.length,
    initialActions: scenario.initialActions.length,
    scheduledActions: scenario.scheduledActions.length,
    dealers: scenario.dealer !== undefined,
  };
  if (options.json === true) terminal.out(JSON.stringify({ valid: true, ...facts }));
  else
    terminal.out(
      `${file} is valid: ${facts.name}, ${facts.agents} agents, ${facts.initialActions} opening and ${facts.scheduledActions} scheduled actions, ${facts.dealers ? 'with' : 'no'} dealers`,
    );
  for (const warning of scenario.generated?.warnings ?? []) terminal.err(`warning: ${warning}`);
  return EXIT.ok;
}
