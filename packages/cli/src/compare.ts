import path from 'node:path';
import {
  compareByDay,
  comparisonRecord,
  comparisonTable,
  type PlainRecord,
  runRecord,
  withoutMarket,
} from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { breathe, interruptible } from './interrupt.js';
import { OutputFolder } from './output-folder.js';
import { dayProgress } from './progress.js';
import { exitCodeOf, manifestOf, reportOf } from './run.js';
import { csvTable, json, RunFolder } from './run-folder.js';
import { override, type RunOverrides } from './run-options.js';
import { readScenarioFile } from './scenario-file.js';
import { comparisonSummary } from './summary.js';
import type { Terminal } from './terminal.js';

/** Options of `bagehot compare`. */
export interface CompareOptions extends RunOverrides {
  readonly out: string;
  readonly json?: boolean;
}

/** Runs a scenario without and with its market on the same seed, and writes both runs and what differs. */
export async function compare(
  file: string,
  options: CompareOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const scenario = override(readScenarioFile(file), options);
  if (scenario.dealer === undefined)
    throw new CommandError(EXIT.badInput, `${file} has no dealer section, so there is nothing to compare with`);
  const folder = new OutputFolder(options.out);
  const without = new RunFolder(path.join(options.out, 'without'));
  const withDealers = new RunFolder(path.join(options.out, 'with'));
  const started = performance.now();
  const progress = dayProgress(terminal, scenario.run.maxDays);
  const comparison = await interruptible(async (signal) => {
    const steps = compareByDay(withoutMarket(scenario), scenario, {
      baseline: { signal, ...without.recording },
      treatment: { signal, ...withDealers.recording },
    });
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      progress.day(step.value.day);
      await breathe();
    }
  }).finally(() => progress.stop());
  const { baseline, treatment } = comparison.runs;
  const wallMs = performance.now() - started;
  without.finish(baseline, manifestOf(baseline, version, wallMs));
  withDealers.finish(treatment, manifestOf(treatment, version, wallMs));

  const record = comparisonRecord(comparison) as PlainRecord;
  const arms = { control: runRecord(baseline), arm: { ...runRecord(treatment), comparison: record } };
  without.write('run.html', reportOf(baseline, without.sheets));
  withDealers.write('run.html', reportOf(treatment, withDealers.sheets));
  folder.write('run.html', reportOf(treatment, withDealers.sheets, { ...arms, logName: 'with/events.jsonl' }));
  folder.write('comparison.json', json(record));
  const table = comparisonTable([comparison]);
  folder.write(`${table.name}.csv`, csvTable(table.columns, table.rows));

  if (options.json === true) terminal.out(JSON.stringify({ ...record, out: options.out }));
  else {
    terminal.out(comparisonSummary(comparison));
    terminal.out(
      `written to ${options.out}: run.html, comparison.json; without/ and with/ hold each run's log, balances and report`,
    );
  }
  const codes = [exitCodeOf(baseline, terminal), exitCodeOf(treatment, terminal)];
  return codes.includes(EXIT.interrupted) ? EXIT.interrupted : codes.includes(EXIT.failed) ? EXIT.failed : EXIT.ok;
}
