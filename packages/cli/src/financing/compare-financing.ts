import path from 'node:path';
import {
  compareFinancingByRound,
  type FinancingComparison,
  type FinancingScenario,
  financingComparisonRecord,
  sameStateTable,
} from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { interruptible, toItsEnd } from '../interrupt.js';
import { requireOptionsOf } from '../model-options.js';
import { OutputFolder } from '../output-folder.js';
import { dayProgress } from '../progress.js';
import { csvTable, json } from '../run-folder.js';
import type { CompareOptions } from '../run-options.js';
import { refusal } from '../scenario-file.js';
import type { Terminal } from '../terminal.js';
import { FinancingFolder } from './financing-folder.js';
import { overrideFinancing } from './financing-options.js';
import { financingManifest, financingReport, type MappedRun } from './financing-report.js';
import { financingComparisonSummary } from './financing-summary.js';
import { financingExitCode } from './run-financing.js';

/** Modes that are compared unless the command line names others. */
const MODES = 'PERSONAL,TOTAL_WEALTH';

/** A mode's name must be the name of a folder, too. */
const FOLDER_NAME = /^[\w.-]+$/;

/** A mode, and the folder of its run. */
interface Arm {
  readonly mode: string;
  readonly folder: FinancingFolder;
}

/** Runs a financing economy once per mode, and writes all runs and what differs. */
export async function compareFinancing(
  file: string,
  scenario: FinancingScenario,
  options: CompareOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  requireOptionsOf('financing', options);
  if (options.financingMode !== undefined)
    throw new CommandError(EXIT.badInput, '--financing-mode: a comparison takes --modes');
  const modes = readModes(options.modes ?? MODES);
  const changed = overrideFinancing(scenario, options);
  const folder = new OutputFolder(options.out);
  const arms = modes.map((mode): Arm => ({ mode, folder: new FinancingFolder(path.join(options.out, mode)) }));
  try {
    const comparison = await interruptible((signal) =>
      compareInto(folder, arms, changed, { signal, terminal, version }),
    );
    if (options.json === true)
      terminal.out(JSON.stringify({ ...financingComparisonRecord(comparison), out: options.out }));
    else {
      terminal.out(financingComparisonSummary(comparison));
      const folders = modes.map((mode) => `${mode}/`).join(' and ');
      terminal.out(
        `written to ${options.out}: report.html, comparison.json; ${folders} hold each run's log and report`,
      );
    }
    const codes = comparison.runs.map((run) => financingExitCode(run, terminal));
    return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
  } catch (error) {
    throw refusal(file, error);
  } finally {
    for (const arm of arms) arm.folder.close();
  }
}

function readModes(text: string): readonly string[] {
  const modes = text.split(',').map((mode) => mode.trim());
  const isList = modes.length >= 2 && new Set(modes).size === modes.length;
  if (!isList || modes.some((mode) => !FOLDER_NAME.test(mode)))
    throw new CommandError(
      EXIT.badInput,
      `--modes must be at least two different names, such as ${MODES}, but is ${text}`,
    );
  return modes;
}

/** Runs the modes one after another, a round at a time, and writes what came of it. */
async function compareInto(
  folder: OutputFolder,
  arms: readonly Arm[],
  scenario: FinancingScenario,
  {
    signal,
    terminal,
    version,
  }: { readonly signal: AbortSignal; readonly terminal: Terminal; readonly version: string },
): Promise<FinancingComparison> {
  const started = performance.now();
  const progress = dayProgress(terminal, scenario.run.maxRounds, 'round');
  const [firstArm] = arms;
  const steps = compareFinancingByRound(scenario, {
    modes: arms.map(({ mode }) => mode),
    signal,
    keepLog: false,
    of: (mode) => {
      const arm = arms.find((each) => each.mode === mode) as Arm;
      const { sinks, onStart, onRound } = arm.folder.recording;
      return {
        sinks,
        onRound,
        onStart: (economy) => {
          // Before the first round of all, every folder is made.
          if (arm === firstArm) {
            folder.make();
            for (const each of arms) each.folder.open();
          }
          onStart(economy);
        },
      };
    },
  });
  const comparison = await toItsEnd(steps, ({ round }) => progress.day(round)).finally(() => progress.stop());
  const wallMs = performance.now() - started;
  const mapped = comparison.runs.map((result, k): MappedRun => ({ result, frames: (arms[k] as Arm).folder.frames }));
  for (const [k, each] of mapped.entries()) {
    const manifest = financingManifest(each.result, version, wallMs);
    await (arms[k] as Arm).folder.finish(each.result, financingReport([each]), manifest);
  }
  folder.write('report.html', financingReport(mapped as [MappedRun, ...MappedRun[]], comparison.sameState));
  folder.write('comparison.json', json(financingComparisonRecord(comparison)));
  const table = sameStateTable(comparison);
  folder.write(`${table.name}.csv`, csvTable(table.columns, table.rows));
  return comparison;
}
