import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type BalanceRow,
  type Branch,
  compileScenario,
  type EconomyResult,
  type EconomyScenario,
  type ExplicitEconomyScenario,
  type ExplicitScenario,
  marketMakers,
  type RingScenario,
  runRecord,
  runScenarioByDay,
  type ScenarioOptions,
  type ScenarioResult,
} from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { interruptible, toItsEnd } from './interrupt.js';
import { requireOptionsOf } from './model-options.js';
import { readCount } from './option-value.js';
import { exitCodeOf } from './outcome.js';
import { requireWritable, writeOutput } from './output-folder.js';
import { dayProgress } from './progress.js';
import { manifestOf, recordsOf, reportOf } from './report.js';
import { RunFolder } from './run-folder.js';
import { override, overrideEconomy, type RunOptions } from './run-options.js';
import { readScenarioFile, refusal } from './scenario-file.js';
import { warningsOf } from './scenario-warning.js';
import { balanceSheets, dayTable, detailedEvents, runSummary } from './summary.js';
import type { Terminal } from './terminal.js';

/** Runs a scenario and writes its log, balances, metrics and report. */
export async function run(file: string, options: RunOptions, terminal: Terminal, version: string): Promise<ExitCode> {
  const read = readScenarioFile(file);
  if (read.model === 'financing') {
    const { runFinancing } = await import('./financing/run-financing.js');
    return runFinancing(file, read, options, terminal, version);
  }
  if (read.model === 'exchange') {
    const { runExchange } = await import('./exchange/run-exchange.js');
    return runExchange(file, read, options, terminal, version);
  }
  requireOptionsOf(read.model, options);
  const scenario = scenarioOf(read, options);
  const agents = options.agents?.split(',') ?? scenario.run.show.balances;
  requireAgents(scenario, agents);
  const copies = copiesOf(scenario, options);
  for (const warning of warningsOf(scenario)) terminal.err(`warning: ${warning}`);
  const folder = new RunFolder(options.out, readCount('--snapshot-every', options.snapshotEvery, 0));
  try {
    const result = await interruptible((signal) => runInto(folder, copies, scenario, { signal, terminal, version }));
    for (const [name, target] of copies) writeOutput(target, readFileSync(path.join(options.out, name), 'utf8'));
    if (options.json === true) terminal.out(JSON.stringify({ ...runRecord(result), out: options.out }));
    else show(result, folder.sheets, agents, options, terminal);
    return exitCodeOf(result, terminal);
  } catch (error) {
    throw refusal(file, error);
  } finally {
    folder.close();
  }
}

type Runnable = ExplicitScenario | ExplicitEconomyScenario;
type Result = ScenarioResult | EconomyResult;

/** The scenario as the command line wants it, spelled out. */
function scenarioOf(read: RingScenario | EconomyScenario, options: RunOptions): Runnable {
  const scenario: Runnable =
    read.model === 'economy'
      ? compileScenario(overrideEconomy(read, options))
      : compileScenario(override(read, options));
  const rules = { ...scenario.run.rules, check: options.checkInvariants };
  return { ...scenario, run: { ...scenario.run, rules } };
}

/** @throws CommandError with exit code 2 naming agents that there are not */
export function requireAgents({ agents, dealer }: Runnable, names: readonly string[]): void {
  const known = new Set([...agents, ...(dealer === undefined ? [] : marketMakers(dealer))].map(({ id }) => id));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new CommandError(EXIT.badInput, `--agents: there is no agent ${unknown.join(', ')}`);
}

/** A file of the run, and where it is wanted too. */
type Copy = readonly [name: string, target: string];

function copiesOf({ run }: Runnable, options: RunOptions): readonly Copy[] {
  const { eventsJsonl, balancesCsv } = run.exports;
  const inFolder = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : path.resolve(options.out, name);
  const wanted = [
    ['events.jsonl', options.exportEvents ?? inFolder(eventsJsonl)],
    ['balances.csv', options.exportBalances ?? inFolder(balancesCsv)],
    ['run.html', options.html],
  ] as const;
  return wanted.flatMap(([name, target]) =>
    target === undefined || path.resolve(target) === path.resolve(options.out, name) ? [] : [[name, target] as const],
  );
}

/** Runs a scenario into a folder, a day at a time, until it ends or is interrupted. What can be known about the files is known before the first day. */
async function runInto(
  folder: RunFolder,
  copies: readonly Copy[],
  scenario: Runnable,
  {
    signal,
    terminal,
    version,
  }: { readonly signal: AbortSignal; readonly terminal: Terminal; readonly version: string },
): Promise<Result> {
  const started = performance.now();
  const progress = dayProgress(terminal, scenario.run.maxDays);
  const { recording } = folder;
  const days = daysOf(scenario, {
    signal,
    ...recording,
    onStart: (view) => {
      for (const [, target] of copies) requireWritable(target);
      recording.onStart(view);
    },
  });
  const result = await toItsEnd(days, (day) => progress.day(day)).finally(() => progress.stop());
  const manifest = manifestOf(result, version, performance.now() - started);
  folder.finish(result, reportOf(result, folder.sheets), manifest);
  return result;
}

/** The overloads of `runScenarioByDay` all do the same: which one it is follows from the model. */
function daysOf(scenario: Runnable, options: ScenarioOptions): Generator<number, Result, void> {
  return scenario.model === 'economy' ? runScenarioByDay(scenario, options) : runScenarioByDay(scenario, options);
}

/** Prints what a run came to, as far as that is wanted. */
export function show(
  result: Result | Branch,
  sheets: readonly BalanceRow[],
  agents: readonly string[],
  options: Pick<RunOptions, 'show' | 'out'>,
  terminal: Terminal,
): void {
  const what = options.show ?? result.scenario.run.show.events;
  if (what === 'none') return;
  terminal.out(runSummary(result));
  if (what === 'table') terminal.out(dayTable(result.metrics));
  if (what === 'detailed') terminal.out(detailedEvents(recordsOf(result)));
  if (agents.length > 0) terminal.out(balanceSheets(sheets, agents));
  terminal.out(`written to ${options.out}: events.jsonl, balances.csv, metrics.json, run.html and more`);
}
