import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  compileScenario,
  type ExchangeResult,
  type ExchangeScenario,
  type ExplicitExchangeScenario,
  exchangeRecord,
  exchangeWarnings,
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
import { ExchangeFolder } from './exchange-folder.js';
import { overrideExchange } from './exchange-options.js';
import { exchangeManifest, exchangeReport } from './exchange-report.js';
import { exchangeSummary, holdingsTable } from './exchange-summary.js';

/** Runs an exchange and writes its log, tables, figures and report. */
export async function runExchange(
  file: string,
  scenario: ExchangeScenario,
  options: RunOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  requireOptionsOf('exchange', options);
  const explicit = compileScenario(overrideExchange(scenario, options));
  const people = peopleOf(explicit, options.agents);
  const copies = copiesOf(options);
  const folder = new ExchangeFolder(options.out, explicit, options.level ?? 'standard');
  try {
    // A regime of the command line is looked up when the exchange is set up.
    if (options.regime === undefined)
      for (const { code, message } of exchangeWarnings(scenario)) terminal.err(`warning: ${code} ${message}`);
    const strict = options.checkInvariants === 'daily';
    const result = await interruptible((signal) =>
      runInto(folder, copies, explicit, { signal, strict, terminal, version }),
    );
    for (const [name, target] of copies) writeOutput(target, readFileSync(path.join(options.out, name), 'utf8'));
    if (options.json === true) terminal.out(JSON.stringify({ ...exchangeRecord(result), out: options.out }));
    else show(result, people, options, terminal);
    return exchangeExitCode(result, terminal);
  } catch (error) {
    throw refusal(file, error);
  } finally {
    folder.close();
  }
}

/** Says what a caller should know about how a run ended, and with which code. */
function exchangeExitCode({ stopped, ticks }: ExchangeResult, terminal: Terminal): ExitCode {
  if (stopped === 'horizon') return EXIT.ok;
  terminal.err(`interrupted after ${ticks} ticks; the files are complete up to the last of them`);
  return EXIT.interrupted;
}

function peopleOf({ exchange }: ExplicitExchangeScenario, names: string | undefined): readonly string[] {
  const ids = names?.split(',') ?? [];
  const known = new Set(exchange.agents.map(({ id }) => String(id)));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new CommandError(EXIT.badInput, `--agents: there is no agent ${unknown.join(', ')}`);
  return ids;
}

/** A file of the run, and where it is wanted too. */
type Copy = readonly [name: string, target: string];

function copiesOf(options: RunOptions): readonly Copy[] {
  const wanted = [
    ['events.jsonl', options.exportEvents],
    ['report.html', options.html],
  ] as const;
  return wanted.flatMap(([name, target]) =>
    target === undefined || path.resolve(target) === path.resolve(options.out, name) ? [] : [[name, target] as const],
  );
}

async function runInto(
  folder: ExchangeFolder,
  copies: readonly Copy[],
  scenario: ExplicitExchangeScenario,
  {
    signal,
    strict,
    terminal,
    version,
  }: {
    readonly signal: AbortSignal;
    readonly strict: boolean;
    readonly terminal: Terminal;
    readonly version: string;
  },
): Promise<ExchangeResult> {
  const started = performance.now();
  const progress = dayProgress(terminal, scenario.run.ticks, 'tick');
  const { recording } = folder;
  const ticks = runScenarioByDay(scenario, {
    ...recording,
    signal,
    strict,
    onStart: (exchange) => {
      for (const [, target] of copies) requireWritable(target);
      recording.onStart(exchange);
    },
  });
  const result = await toItsEnd(ticks, (tick) => progress.day(tick + 1)).finally(() => progress.stop());
  const manifest = exchangeManifest(result, version, performance.now() - started);
  folder.finish(result, exchangeReport([{ result, course: folder.course }]), manifest);
  return result;
}

function show(result: ExchangeResult, people: readonly string[], options: RunOptions, terminal: Terminal): void {
  const what = options.show ?? 'summary';
  if (what === 'none') return;
  terminal.out(exchangeSummary(result));
  const everybody = what !== 'summary' && people.length === 0;
  const ids = everybody ? result.scenario.exchange.agents.map(({ id }) => String(id)) : people;
  if (ids.length > 0) terminal.out(holdingsTable(result, ids));
  terminal.out(`written to ${options.out}: events.jsonl, trades.csv, agents.csv, metrics.json, report.html and more`);
}
