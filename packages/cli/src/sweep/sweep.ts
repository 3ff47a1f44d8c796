import { planSweep, type Sweep, type SweepPlanFile } from '@bagehot/sim';
import { runShard, type Shard } from '@bagehot/sim/node';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { interruptible } from '../interrupt.js';
import { rowProgress } from '../progress.js';
import type { Terminal } from '../terminal.js';
import { fieldOf } from './base-options.js';
import { sweepPlanOf } from './plan-source.js';
import { interruption, sweepFailure } from './sweep-error.js';
import { SweepFolder } from './sweep-folder.js';
import type { PlanOptions, SweepKind, SweepOptions } from './sweep-options.js';
import { writeOutputs } from './sweep-output.js';
import { readRequest, type SweepRequest } from './sweep-request.js';
import { sweepReport } from './sweep-text.js';

const DEFAULT_FOLDER = 'out/sweep';
/** Agents of the runs handed to a thread at once: enough work that handing out costs nothing, little enough that all threads get some. */
const AGENTS_AT_ONCE = 800;

/** Runs a sweep, or a part of it, into a folder, and makes tables, summary and dashboard of its rows. */
export async function sweep(
  kind: SweepKind,
  file: string | undefined,
  options: SweepOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const request = readRequest(options);
  const { folder, plan: wanted } = choose(kind, file, options);
  const { shard } = request;
  try {
    const planned = planSweep(wanted.plan);
    const plan = folder.claim(wanted);
    const of = divisionOf(folder, plan, shard);
    return await interruptible(async (signal) => {
      const part = shard ?? (of === 1 ? { index: 0, of } : undefined);
      if (part !== undefined) {
        const { rows, found } = await runPart(folder, plan, planned, part, { request, signal, terminal });
        if (shard !== undefined) {
          const state = { shard: shard.index, of: shard.of, rows, found, out: folder.folder };
          terminal.out(options.json === true ? JSON.stringify(state) : shardText(state));
          return EXIT.ok;
        }
      }
      const outcome = await writeOutputs(folder, plan, planned, { ...request, of, signal, version });
      sweepReport(folder.folder, plan, outcome, options, terminal);
      return EXIT.ok;
    });
  } catch (error) {
    throw sweepFailure(folder.folder, error);
  }
}

/** The folder, and the plan that is run there. */
function choose(
  kind: SweepKind,
  file: string | undefined,
  options: SweepOptions,
): { readonly folder: SweepFolder; readonly plan: SweepPlanFile } {
  if (options.resume === true) {
    const folder = new SweepFolder(options.outDir ?? DEFAULT_FOLDER);
    if (!folder.hasPlan) throw new CommandError(EXIT.badInput, `--resume: there is no sweep in ${folder.folder}`);
    if (file === undefined && !changesPlan(options)) return { folder, plan: folder.plan() };
  }
  const plan = sweepPlanOf(kind, file, options);
  return { folder: new SweepFolder(options.outDir ?? plan.outDir ?? DEFAULT_FOLDER), plan };
}

/** Options that say nothing about the plan. */
const RUN_OPTIONS: ReadonlySet<string> = new Set([
  'outDir',
  'workers',
  'shard',
  'resume',
  'format',
  'reports',
  'json',
] satisfies readonly (keyof SweepOptions)[]);

function changesPlan(options: SweepOptions): options is SweepOptions & PlanOptions {
  return Object.entries(options).some(([name, value]) => value !== undefined && !RUN_OPTIONS.has(name));
}

/**
 * Into how many shards the rows of the folder are divided.
 *
 * @throws CommandError with exit code 2 when that is not what is asked for: rows are never run twice in one folder
 */
function divisionOf(folder: SweepFolder, plan: SweepPlanFile, shard: Shard | undefined): number {
  const [found] = folder.divisions(plan).filter((of) => of !== (shard?.of ?? 1));
  if (found === undefined) return shard?.of ?? 1;
  if (shard !== undefined)
    throw new CommandError(EXIT.badInput, `--shard: ${folder.folder} holds the sweep in ${shardCount(found)}`);
  const open = folder.states(plan, found).filter(({ state }) => state !== 'complete');
  if (open.length === 0) return found;
  const [next] = open;
  throw new CommandError(
    EXIT.badInput,
    `${folder.folder} holds the sweep in ${shardCount(found)}, of which ${open.length} are not complete: run them with --shard ${next?.shard.index}/${found} and so on`,
  );
}

function shardCount(of: number): string {
  return of === 1 ? 'one piece' : `${of} shards`;
}

interface How {
  readonly request: SweepRequest;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
}

/** Runs a shard to its end. What an earlier call did is not done again. */
async function runPart(
  folder: SweepFolder,
  { plan }: SweepPlanFile,
  planned: Sweep,
  shard: Shard,
  { request: { workers }, signal, terminal }: How,
): Promise<{ readonly rows: number; readonly found: number }> {
  const progress = rowProgress(terminal, planned.arms.length > 1 ? 'pairs' : 'runs');
  try {
    return await runShard(plan, folder.shards, {
      shard,
      workers,
      // In this thread every row is followed by a turn for signals.
      batchSize: workers === 0 ? 1 : batchSizeOf(planned, shard, workers),
      onRow: (done, all) => {
        if (signal.aborted) throw interruption(`after ${done} of ${all} rows`);
        progress.rows(done, all);
      },
    });
  } finally {
    progress.stop();
  }
}

function batchSizeOf({ count, arms, plan }: Sweep, { of }: Shard, workers: number): number {
  const { agents } = plan.base as { agents?: readonly unknown[] };
  const people = Number(
    fieldOf(plan.base, 'params.n_agents') ?? fieldOf(plan.base, 'people.count') ?? agents?.length ?? 100,
  );
  const enough = Math.ceil(AGENTS_AT_ONCE / (Math.max(people, 1) * arms.length));
  return Math.max(1, Math.min(enough, Math.floor(count / of / workers / 4)));
}

function shardText(state: { shard: number; of: number; rows: number; found: number; out: string }): string {
  const { shard, of, rows, found, out } = state;
  const earlier = found === 0 ? '' : `, ${found} of them by an earlier call`;
  return `shard ${shard} of ${of} is complete: ${rows} rows${earlier}; when all are: bagehot sweep merge ${out}`;
}
