import path from 'node:path';
import {
  type Branch,
  branchByDay,
  compileScenario,
  loadScenario,
  readBranchChange,
  runRecord,
  type StoredRun,
} from '@bagehot/sim';
import { openRun } from '@bagehot/sim/node';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { interruptible, toItsEnd } from './interrupt.js';
import { readCount } from './option-value.js';
import { exitCodeOf } from './outcome.js';
import { dayProgress } from './progress.js';
import { manifestOf, reportOf } from './report.js';
import { requireAgents, show } from './run.js';
import { RunFolder } from './run-folder.js';
import type { RunOptions } from './run-options.js';
import { warningsOf } from './scenario-warning.js';
import { storedRunRefusal } from './stored-run-error.js';
import type { Terminal } from './terminal.js';

/** Options of `bagehot branch`. */
export interface BranchCommandOptions
  extends Pick<RunOptions, 'out' | 'json' | 'show' | 'agents' | 'snapshotEvery' | 'checkInvariants'> {
  readonly day: string;
  /** Paths of the scenario with their new values. */
  readonly set: readonly string[];
}

/** Goes back to a day of a run and lets it go on from there under other rules, into a folder of its own. */
export async function branchRun(
  parent: string,
  options: BranchCommandOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  if (path.resolve(parent) === path.resolve(options.out))
    throw new CommandError(EXIT.badInput, `--out must be another folder than ${parent}, whose run stays as it is`);
  const day = readCount('--day', options.day, 0);
  const folder = new RunFolder(options.out, readCount('--snapshot-every', options.snapshotEvery, 0));
  try {
    const past = openRun(parent);
    const agents = agentsOf(past, options);
    const result = await interruptible((signal) =>
      branchInto(folder, past, { signal, day, parent, options, terminal }, version),
    );
    if (options.json === true) terminal.out(JSON.stringify({ ...runRecord(result), out: options.out }));
    else show(result, folder.sheets, agents, options, terminal);
    return exitCodeOf(result, terminal);
  } catch (error) {
    throw storedRunRefusal(parent, error);
  } finally {
    folder.close();
  }
}

interface BranchPlace {
  readonly signal: AbortSignal;
  readonly day: number;
  readonly parent: string;
  readonly options: BranchCommandOptions;
  readonly terminal: Terminal;
}

async function branchInto(
  folder: RunFolder,
  past: StoredRun,
  { signal, day, parent, options, terminal }: BranchPlace,
  version: string,
): Promise<Branch> {
  const started = performance.now();
  const progress = dayProgress(terminal, past.manifest.days_run);
  const days = branchByDay(past, day, readBranchChange(options.set), {
    ...folder.recording,
    signal,
    check: options.checkInvariants,
    onPast: (common) => folder.begin(common, parent),
  });
  const result = await toItsEnd(days, (reached) => progress.day(reached)).finally(() => progress.stop());
  for (const warning of warningsOf(result.scenario)) terminal.err(`warning: ${warning}`);
  const manifest = manifestOf(result, version, performance.now() - started);
  folder.finish(result, reportOf(result, folder.sheets), manifest);
  return result;
}

function agentsOf(past: StoredRun, options: BranchCommandOptions): readonly string[] {
  const scenario = loadScenario(past.scenario(), 'any');
  if (scenario.model !== 'ring' && scenario.model !== 'economy') return [];
  const agents = options.agents?.split(',') ?? scenario.run.show.balances;
  requireAgents(scenario.model === 'ring' ? compileScenario(scenario) : compileScenario(scenario), agents);
  return agents;
}
