import path from 'node:path';
import {
  type Comparison,
  compareByDay,
  comparisonRecord,
  comparisonTable,
  compileScenario,
  type PlainRecord,
  type RingScenario,
  runRecord,
  withoutMarket,
} from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { interruptible, toItsEnd } from './interrupt.js';
import { requireOptionsOf } from './model-options.js';
import { exitCodeOf } from './outcome.js';
import { OutputFolder } from './output-folder.js';
import { dayProgress } from './progress.js';
import { manifestOf, reportOf } from './report.js';
import { csvTable, json, RunFolder } from './run-folder.js';
import { type CompareOptions, override } from './run-options.js';
import { readScenarioFile, refusal, requireSetUp } from './scenario-file.js';
import { warningsOf } from './scenario-warning.js';
import { comparisonSummary } from './summary.js';
import type { Terminal } from './terminal.js';

/** Runs a ring without and with its market on the same seed, a financing economy under several modes, or an exchange under several regimes, and writes all runs and what differs. */
export async function compare(
  file: string,
  options: CompareOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const read = readScenarioFile(file);
  if (read.model === 'financing') {
    const { compareFinancing } = await import('./financing/compare-financing.js');
    return compareFinancing(file, read, options, terminal, version);
  }
  if (read.model === 'exchange') {
    const { compareExchange } = await import('./exchange/compare-exchange.js');
    return compareExchange(file, read, options, terminal);
  }
  if (read.model === 'economy')
    throw new CommandError(
      EXIT.badInput,
      `${file} is an economy of several markets, and compare does not say which of them to leave out: run the file with and without a section`,
    );
  requireOptionsOf('ring', options);
  const scenario = override(read, options);
  if (scenario.dealer === undefined)
    throw new CommandError(EXIT.badInput, `${file} has no dealer section, so there is nothing to compare with`);
  const compiled = compileScenario(scenario);
  for (const warning of warningsOf(compiled)) terminal.err(`warning: ${warning}`);
  requireSetUp(file, compiled);
  const folder = new OutputFolder(options.out);
  const without = new RunFolder(path.join(options.out, 'without'));
  const withDealers = new RunFolder(path.join(options.out, 'with'));
  try {
    const comparison = await interruptible((signal) =>
      compareInto({ folder, without, withDealers }, scenario, { signal, terminal, version }),
    );
    if (options.json === true) terminal.out(JSON.stringify({ ...comparisonRecord(comparison), out: options.out }));
    else {
      terminal.out(comparisonSummary(comparison));
      terminal.out(
        `written to ${options.out}: run.html, comparison.json; without/ and with/ hold each run's log, balances and report`,
      );
    }
    return worst([exitCodeOf(comparison.runs.baseline, terminal), exitCodeOf(comparison.runs.treatment, terminal)]);
  } catch (error) {
    throw refusal(file, error);
  } finally {
    without.close();
    withDealers.close();
  }
}

interface Folders {
  readonly folder: OutputFolder;
  readonly without: RunFolder;
  readonly withDealers: RunFolder;
}

/** Runs the pair, a day at a time, and writes what came of it. */
async function compareInto(
  { folder, without, withDealers }: Folders,
  scenario: RingScenario,
  {
    signal,
    terminal,
    version,
  }: { readonly signal: AbortSignal; readonly terminal: Terminal; readonly version: string },
): Promise<Comparison> {
  const started = performance.now();
  const progress = dayProgress(terminal, scenario.run.maxDays);
  const steps = compareByDay(withoutMarket(scenario), scenario, {
    baseline: {
      signal,
      ...without.recording,
      onStart: (view) => {
        folder.make();
        withDealers.open();
        without.recording.onStart(view);
      },
    },
    treatment: { signal, ...withDealers.recording },
  });
  const comparison = await toItsEnd(steps, ({ day }) => progress.day(day)).finally(() => progress.stop());
  const { baseline, treatment } = comparison.runs;
  const wallMs = performance.now() - started;
  without.finish(baseline, reportOf(baseline, without.sheets), manifestOf(baseline, version, wallMs));
  withDealers.finish(treatment, reportOf(treatment, withDealers.sheets), manifestOf(treatment, version, wallMs));

  const record = comparisonRecord(comparison) as PlainRecord;
  const arms = { control: runRecord(baseline), arm: { ...runRecord(treatment), comparison: record } };
  folder.write('run.html', reportOf(treatment, withDealers.sheets, arms));
  folder.write('comparison.json', json(record));
  const table = comparisonTable([comparison]);
  folder.write(`${table.name}.csv`, csvTable(table.columns, table.rows));
  return comparison;
}

function worst(codes: readonly ExitCode[]): ExitCode {
  return [EXIT.interrupted, EXIT.failed].find((code) => codes.includes(code)) ?? EXIT.ok;
}
