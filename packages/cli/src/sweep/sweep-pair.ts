import {
  comparisonRecord,
  type PlainRecord,
  planSweep,
  runFigures,
  type Sweep,
  type SweepPlanFile,
} from '@bagehot/sim';
import { mergedRows } from '@bagehot/sim/node';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { interruptible } from '../interrupt.js';
import { readCount } from '../option-value.js';
import { manifestOf } from '../report.js';
import { RunFolder } from '../run-folder.js';
import { comparisonSummary, runSummary } from '../summary.js';
import type { Terminal } from '../terminal.js';
import { writeWhole } from '../whole-file.js';
import { type ArmRun, comparisonWith, pairPages, reportsOf, runArmsAgain } from './pair-runs.js';
import { sweepFailure } from './sweep-error.js';
import { SweepFolder } from './sweep-folder.js';

/** Runs all arms of one run of a sweep again, and writes for each what `run` writes. */
export async function sweepPair(
  path: string,
  index: string,
  options: { readonly json?: boolean },
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const folder = new SweepFolder(path);
  const plan = folder.plan();
  try {
    const sweep = planSweep(plan.plan);
    const pair = placeOf(sweep, index);
    const { runs, files } = await interruptible((signal) => runPair(folder, plan, sweep, pair, { signal, version }));
    const [first, ...others] = runs;
    if (first === undefined) return EXIT.failed;
    if (options.json === true)
      terminal.out(JSON.stringify({ ...sweep.place(pair), ...pairRecord(first, others), files }));
    else {
      if (others.length === 0) terminal.out(runSummary(first.result));
      for (const other of others)
        terminal.out(
          comparisonSummary(comparisonWith(first, other), {
            columns: [first.name, other.name],
            phrases: [`under ${first.name}`, `under ${other.name}`],
          }),
        );
      terminal.out(`written to ${path}: ${files.join(', ')}; a folder each with log, balances and tables`);
    }
    return EXIT.ok;
  } catch (error) {
    throw sweepFailure(path, error);
  }
}

function placeOf({ count }: Sweep, text: string): number {
  const index = readCount('<index>', text, 0);
  if (index < count) return index;
  throw new CommandError(EXIT.badInput, `<index> must be from 0 to ${count - 1}, but is ${text}`);
}

interface How {
  readonly signal: AbortSignal;
  readonly version: string;
}

async function runPair(
  folder: SweepFolder,
  plan: SweepPlanFile,
  sweep: Sweep,
  index: number,
  { signal, version }: How,
): Promise<{ readonly runs: readonly ArmRun[]; readonly files: readonly string[] }> {
  const started = performance.now();
  const pages = pairPages(sweep.arms);
  const folders = new Map(
    sweep.arms.map((arm) => [arm, new RunFolder(folder.pathOf(pages(index, arm).replace(/\.html$/, '')))]),
  );
  try {
    const values = sweep.search(index) === undefined ? [] : searchedValues(folder, plan, index);
    const recording = (arm: string) => (folders.get(arm) as RunFolder).recording;
    const runs = await runArmsAgain(sweep, index, signal, recording, (arm) => values[arm]);
    const reports = reportsOf(runs);
    for (const [k, { name, result }] of runs.entries()) {
      const html = reports[k]?.html ?? '';
      folders.get(name)?.finish(result, html, manifestOf(result, version, performance.now() - started));
      writeWhole(folder.pathOf(pages(index, name)), html);
    }
    return { runs, files: runs.map(({ name }) => pages(index, name)) };
  } finally {
    for (const run of folders.values()) run.close();
  }
}

/** Where the search of each arm ended, as the sweep's own row tells. */
function searchedValues(folder: SweepFolder, plan: SweepPlanFile, index: number): readonly (string | undefined)[] {
  const [of = 1] = folder.divisions(plan);
  for (const row of mergedRows(plan.plan, folder.shards, of))
    if (row.index === index) return row.arms.map(({ frontier }) => frontier?.safe ?? frontier?.unsafe ?? undefined);
  return [];
}

function pairRecord(first: ArmRun, others: readonly ArmRun[]): PlainRecord {
  return {
    arms: [first, ...others].map(({ name, result }) => ({ name, figures: runFigures(result) })),
    comparisons: others.map((other) => ({
      name: other.name,
      comparison: comparisonRecord(comparisonWith(first, other)) as PlainRecord,
    })),
  };
}
