import {
  compileScenario,
  type ExchangeResult,
  type ExchangeScenario,
  type ExplicitExchangeScenario,
  exchangeRecord,
  exchangeWarnings,
  type PlainRecord,
  runScenarioByDay,
} from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { interruptible, toItsEnd } from '../interrupt.js';
import { requireOptionsOf } from '../model-options.js';
import { dayProgress } from '../progress.js';
import type { RunOptions } from '../run-options.js';
import { refusal } from '../scenario-file.js';
import type { Terminal } from '../terminal.js';
import { ExchangeFolder } from './exchange-folder.js';
import { overrideExchange } from './exchange-options.js';
import { exchangeSummary, holdingsTable } from './exchange-summary.js';

/** Runs an exchange and writes its tables and figures. */
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
  const folder = new ExchangeFolder(options.out, explicit, options.level ?? 'standard');
  try {
    // A regime of the command line is looked up when the exchange is set up.
    if (options.regime === undefined)
      for (const { code, message } of exchangeWarnings(scenario)) terminal.err(`warning: ${code} ${message}`);
    const strict = options.checkInvariants === 'daily';
    const result = await interruptible((signal) => runInto(folder, explicit, { signal, strict, terminal, version }));
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

async function runInto(
  folder: ExchangeFolder,
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
  const ticks = runScenarioByDay(scenario, { ...folder.recording, signal, strict });
  const result = await toItsEnd(ticks, (tick) => progress.day(tick + 1)).finally(() => progress.stop());
  folder.finish(result, manifestOf(result, version, performance.now() - started));
  return result;
}

/** What one needs to know to make a run again. */
function manifestOf({ scenario, stopped, ticks }: ExchangeResult, version: string, wallMs: number): PlainRecord {
  return {
    bagehot: version,
    node: process.version,
    model: scenario.model,
    regime: scenario.exchange.regime,
    money_mode: scenario.exchange.moneyMode,
    seed: scenario.run.seed,
    outcome: stopped,
    ticks_run: ticks,
    wall_ms: Math.round(wallMs),
  };
}

function show(result: ExchangeResult, people: readonly string[], options: RunOptions, terminal: Terminal): void {
  const what = options.show ?? 'summary';
  if (what === 'none') return;
  terminal.out(exchangeSummary(result));
  const everybody = what !== 'summary' && people.length === 0;
  const ids = everybody ? result.scenario.exchange.agents.map(({ id }) => String(id)) : people;
  if (ids.length > 0) terminal.out(holdingsTable(result, ids));
  terminal.out(`written to ${options.out}: trades.csv, agents.csv, metrics.json, scenario.yaml and more`);
}
