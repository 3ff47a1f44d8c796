import { readFileSync } from 'node:fs';
import { renderReport } from '@bagehot/report';
import {
  BALANCE_COLUMNS,
  type BalanceRow,
  balanceCells,
  type PlainRecord,
  type RingScenario,
  type RunResult,
  runRecord,
  runRecords,
  runScenarioByDay,
  type ScenarioResult,
} from '@bagehot/sim';
import { EXIT, type ExitCode } from './exit-code.js';
import { breathe, interruptible } from './interrupt.js';
import { writeOutput } from './output-folder.js';
import { dayProgress } from './progress.js';
import { RunFolder } from './run-folder.js';
import { override, type RunOverrides } from './run-options.js';
import { readScenarioFile } from './scenario-file.js';
import { balanceSheets, dayTable, detailedEvents, runSummary } from './summary.js';
import type { Terminal } from './terminal.js';

/** Options of `bagehot run`. */
export interface RunOptions extends RunOverrides {
  readonly out: string;
  readonly json?: boolean;
  readonly show?: 'summary' | 'detailed' | 'table' | 'none';
  readonly agents?: string;
  readonly checkInvariants: 'setup' | 'daily' | 'none';
  readonly exportEvents?: string;
  readonly exportBalances?: string;
  readonly html?: string;
}

/** Runs a scenario and writes its log, balances, metrics and report. */
export async function run(file: string, options: RunOptions, terminal: Terminal, version: string): Promise<ExitCode> {
  const read = override(readScenarioFile(file), options);
  const scenario = { ...read, run: { ...read.run, rules: { ...read.run.rules, check: options.checkInvariants } } };
  const folder = new RunFolder(options.out);
  const result = await runIntoFolder(scenario, folder, terminal, version);
  const { sheets } = folder;
  folder.write('run.html', reportOf(result, sheets));
  const { run: section } = scenario;
  copy(folder, 'run.html', options.html);
  copy(folder, 'events.jsonl', options.exportEvents ?? within(options.out, section.exports.eventsJsonl));
  copy(folder, 'balances.csv', options.exportBalances ?? within(options.out, section.exports.balancesCsv));
  if (options.json === true) terminal.out(JSON.stringify({ ...runRecord(result), out: options.out }));
  else show(result, sheets, options, terminal);
  return exitCodeOf(result, terminal);
}

/** Runs a scenario into a folder, a day at a time, until it ends or is interrupted. */
async function runIntoFolder(
  scenario: RingScenario,
  folder: RunFolder,
  terminal: Terminal,
  version: string,
): Promise<ScenarioResult> {
  const started = performance.now();
  const progress = dayProgress(terminal, scenario.run.maxDays);
  const result = await interruptible(async (signal) => {
    const days = runScenarioByDay(scenario, { signal, ...folder.recording });
    for (;;) {
      const step = days.next();
      if (step.done === true) return step.value;
      progress.day(step.value);
      await breathe();
    }
  }).finally(() => progress.stop());
  folder.finish(result, manifestOf(result, version, performance.now() - started));
  return result;
}

/** What one needs to know to make a run again. */
export function manifestOf({ scenario, stopped, days }: ScenarioResult, version: string, wallMs: number): PlainRecord {
  return {
    bagehot: version,
    node: process.version,
    seed: scenario.run.seed,
    ring_seed: scenario.generated?.seed ?? null,
    outcome: stopped,
    days_run: days,
    wall_ms: Math.round(wallMs),
  };
}

/** The report of a run, with the figures of a comparison if there is one. */
export function reportOf(
  result: ScenarioResult,
  sheets: readonly BalanceRow[],
  comparison?: { readonly control: PlainRecord; readonly arm: PlainRecord; readonly logName: string },
): string {
  const { scenario, economy } = result;
  return renderReport({
    title: scenario.name,
    ...(scenario.description === undefined ? {} : { description: scenario.description }),
    parameters: parametersOf(result),
    metrics: runRecord(result),
    records: runRecords(economy.events.events),
    balances: sheets.map((row) => {
      const cells = balanceCells(row);
      return Object.fromEntries(BALANCE_COLUMNS.map((column, k) => [column, cells[k]]));
    }),
    ...(comparison === undefined ? {} : { comparison, logName: comparison.logName }),
  });
}

/** What made this run, in the order in which a reader asks. */
function parametersOf({ scenario }: ScenarioResult): readonly (readonly [string, unknown])[] {
  const { generated, dealer, run: section } = scenario;
  const draws = { draws: undefined };
  return [
    ['seed', section.seed],
    ...(generated === undefined ? [] : [['ring', { ...generated.params, ...draws }] as const]),
    ...(generated === undefined ? [] : [['realised', generated.statistics] as const]),
    ...(dealer === undefined ? [] : [['ticket_size', dealer.ticketSize] as const, ['dealer', dealer] as const]),
    ['rules', { ...section.rules, maxDays: section.maxDays }],
  ];
}

function show(result: ScenarioResult, sheets: readonly BalanceRow[], options: RunOptions, terminal: Terminal): void {
  const { run: section } = result.scenario;
  const what = options.show ?? section.show.events;
  if (what === 'none') return;
  terminal.out(runSummary(result));
  if (what === 'table') terminal.out(dayTable(result.metrics));
  if (what === 'detailed') terminal.out(detailedEvents(runRecords(result.economy.events.events)));
  const agents = options.agents?.split(',') ?? section.show.balances;
  if (agents.length > 0) terminal.out(balanceSheets(sheets, agents));
  terminal.out(`written to ${options.out}: events.jsonl, balances.csv, metrics.json, run.html and more`);
}

/** Says what a caller should know about how a run ended, and with which code. */
export function exitCodeOf({ stopped, days, halt }: RunResult, terminal: Terminal): ExitCode {
  switch (stopped) {
    case 'stable':
      return EXIT.ok;
    case 'max-days':
      terminal.err(`warning: the run reached its last day (${days} days) before it was stable`);
      return EXIT.ok;
    case 'aborted':
      terminal.err(`interrupted after ${days} days; the files are complete up to the last of them`);
      return EXIT.interrupted;
    default:
      terminal.err(`the run ended as ${stopped}${halt === undefined ? '' : `: ${describeHalt(halt)}`}`);
      return EXIT.failed;
  }
}

function describeHalt(halt: NonNullable<RunResult['halt']>): string {
  const parts = [
    `${halt.reason} on day ${halt.day}`,
    ...(halt.debtor === undefined ? [] : [`debtor ${halt.debtor}`]),
    ...(halt.contract === undefined ? [] : [`contract ${halt.contract}`]),
    ...(halt.shortfall === undefined ? [] : [`shortfall ${halt.shortfall}`]),
    ...(halt.action === undefined ? [] : [`action ${halt.action}`]),
    ...(halt.code === undefined ? [] : [halt.code]),
    ...(halt.message === undefined ? [] : [halt.message]),
  ];
  return parts.join(', ');
}

function within(folder: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : `${folder}/${name}`;
}

function copy(folder: RunFolder, name: string, target: string | undefined): void {
  if (target !== undefined) writeOutput(target, readFileSync(`${folder.path}/${name}`, 'utf8'));
}
