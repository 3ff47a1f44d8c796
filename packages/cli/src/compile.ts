import path from 'node:path';
import { compileScenario, type Scenario, scenarioToYaml } from '@bagehot/sim';
import { EXIT, type ExitCode } from './exit-code.js';
import { writeOutput } from './output-folder.js';
import { readScenarioFile } from './scenario-file.js';
import type { Terminal } from './terminal.js';

/** Spells out a generator's scenario, with its draws, or a population, to a file or to standard output. */
export function compile(file: string, options: { readonly output?: string }, terminal: Terminal): ExitCode {
  const scenario = readScenarioFile(file);
  const yaml = scenarioToYaml(explicitOf(scenario));
  const folder =
    scenario.model === 'ring' && scenario.form === 'generator' && scenario.compile.emitYaml
      ? scenario.compile.outDir
      : undefined;
  const target =
    options.output ??
    (folder === undefined ? undefined : path.join(folder, `${path.basename(file, path.extname(file))}.compiled.yaml`));
  if (target === undefined) {
    terminal.out(yaml.trimEnd());
    return EXIT.ok;
  }
  writeOutput(target, yaml);
  terminal.out(`wrote ${target}`);
  return EXIT.ok;
}

/** The overloads of `compileScenario` all do the same: which one it is follows from the model. */
function explicitOf(scenario: Scenario): Parameters<typeof scenarioToYaml>[0] {
  if (scenario.model === 'financing') return compileScenario(scenario);
  if (scenario.model === 'economy') return compileScenario(scenario);
  return scenario.model === 'exchange' ? compileScenario(scenario) : compileScenario(scenario);
}
