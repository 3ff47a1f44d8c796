import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  compileScenario,
  type ExplicitFinancingScenario,
  type FinancingResult,
  type FinancingScenario,
  financingRecord,
  runScenarioByDay,
} from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { interruptible, toItsEnd } from '../interrupt.js';
import { requireOptionsOf } from '../model-options.js';
import { requireWritable, writeOutput } from '../output-folder.js';
import { dayProgress } from '../progress.js';
import type { RunOptions } from '../run-options.js';
import { refusal } from '../scenario-file.js';
import type { Terminal } from '../terminal.js';
import { FinancingFolder } from './financing-folder.js';
import { overrideFinancing } from './financing-options.js';
import { financingManifest, financingReport } from './financing-report.js';
import { financingSummary, peopleTable, roundTable } from './financing-summary.js';

/** Runs a financing economy and writes its log, tables, figures and report. */
export async function runFinancing(
  file: string,
  scenario: FinancingScenario,
  options: RunOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  requireOptionsOf('financing', options);
  const explicit = compileScenario(overrideFinancing(scenario, options));
  const people = peopleOf(explicit, options.agents);
  const copies = copiesOf(options);
  const folder = new FinancingFolder(options.out);
  try {
    const result = await interruptible((signal) => runInto(folder, copies, explicit, { signal, terminal, version }));
    for (const [name, target] of copies) writeOutput(target, readFileSync(path.join(options.out, name), 'utf8'));
    if (options.json === true) terminal.out(JSON.stringify({ ...financingRecord(result), out: options.out }));
    else show(result, people, options, terminal);
    return financingExitCode(result, terminal);
  } catch (error) {
    throw refusal(file, error);
  } finally {
    folder.close();
  }
}

/** Says what a caller should know about how a run ended, and with which code. */
export function financingExitCode({ stopped, rounds }: FinancingResult, terminal: Terminal): ExitCode {
  if (stopped !== 'aborted') return EXIT.ok;
  terminal.err(`interrupted after ${rounds} rounds; the files are complete up to the last of them`);
  return EXIT.interrupted;
}

function peopleOf({ agents }: ExplicitFinancingScenario, names: string | undefined): readonly string[] {
  const ids = names?.split(',') ?? [];
  const known = new Set(agents.map(({ id }) => String(id)));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new CommandError(EXIT.badInput, `--agents: there is no agent ${unknown.join(', ')}`);
  return ids;
}

/** A file of the run, and where it is wanted too. */
type Copy = readonly [name: string, target: string];

function copiesOf(options: RunOptions): readonly Copy[] {
  const wanted = [
    ['log.jsonl', options.exportEvents],
    ['report.html', options.html],
  ] as const;
  return wanted.flatMap(([name, target]) =>
    target === undefined || path.resolve(target) === path.resolve(options.out, name) ? [] : [[name, target] as const],
  );
}

async function runInto(
  folder: FinancingFolder,
  copies: readonly Copy[],
  scenario: ExplicitFinancingScenario,
  {
    signal,
    terminal,
    version,
  }: { readonly signal: AbortSignal; readonly terminal: Terminal; readonly version: string },
): Promise<FinancingResult> {
  const started = performance.now();
  const progress = dayProgress(terminal, scenario.run.maxRounds, 'round');
  const { recording } = folder;
  const rounds = runScenarioByDay(scenario, {
    ...recording,
    signal,
    onStart: (economy) => {
      for (const [, target] of copies) requireWritable(target);
      recording.onStart(economy);
    },
  });
  const result = await toItsEnd(rounds, (round) => progress.day(round)).finally(() => progress.stop());
  const manifest = financingManifest(result, version, performance.now() - started);
  await folder.finish(result, financingReport([{ result, frames: folder.frames }]), manifest);
  return result;
}

function show(result: FinancingResult, people: readonly string[], options: RunOptions, terminal: Terminal): void {
  const what = options.show ?? 'summary';
  if (what === 'none') return;
  terminal.out(financingSummary(result));
  if (what !== 'summary') terminal.out(roundTable(result));
  const ids = what === 'detailed' && people.length === 0 ? result.scenario.agents.map(({ id }) => String(id)) : people;
  if (ids.length > 0) terminal.out(peopleTable(result, ids));
  terminal.out(`written to ${options.out}: log.jsonl, rounds.csv, agents.csv, metrics.json, report.html and more`);
}
