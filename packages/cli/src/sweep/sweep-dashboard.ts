import { renderSweep } from '@bagehot/report';
import { axisNames, type PlainRecord, type Sweep, type SweepPlanFile } from '@bagehot/sim';
import { readCsvFile } from '../csv-file.js';
import { OutputFolder } from '../output-folder.js';
import { writeWhole } from '../whole-file.js';
import { pairPages, reportsOf, runArmsAgain } from './pair-runs.js';
import type { SweepFolder } from './sweep-folder.js';
import type { WorsePair } from './worst-pairs.js';

/** What the page is made of besides the tables that were written. */
export interface DashboardInput {
  readonly summary: PlainRecord;
  /** Pairs that get reports of their runs. */
  readonly worst: readonly WorsePair[];
  readonly signal: AbortSignal;
}

/**
 * Runs the given pairs again, writes their reports, and the page that leads to them.
 *
 * @returns names of the files that were written
 * @throws CommandError with exit code 3 when a file cannot be written, 130 when the signal comes
 */
export async function writeDashboard(
  folder: SweepFolder,
  file: SweepPlanFile,
  sweep: Sweep,
  { summary, worst, signal }: DashboardInput,
): Promise<readonly string[]> {
  const pages = pairPages(sweep.arms);
  const written: string[] = [];
  const treatments = new Map(worst.map(({ index, treatment }) => [index, treatment]));
  if (worst.length > 0) new OutputFolder(folder.pathOf('pairs')).make();
  for (const index of treatments.keys()) {
    for (const { name, html } of reportsOf(await runArmsAgain(sweep, index, signal))) {
      const page = pages(index, name);
      writeWhole(folder.pathOf(page), html);
      written.push(page);
    }
  }
  const [baseline = ''] = sweep.arms;
  const table = sweep.arms.length > 1 ? 'comparison' : 'results';
  const frontier = folder.pathOf('frontier.csv');
  const html = renderSweep({
    title: file.name,
    ...(file.description === undefined ? {} : { description: file.description }),
    parameters: parametersOf(file, sweep),
    axes: axisNames(sweep),
    arms: sweep.arms,
    rows: readCsvFile(folder.pathOf(`${table}.csv`)),
    ...(summary['frontier'] === undefined ? {} : { frontier: readCsvFile(frontier) }),
    summary,
    reports: (index) => {
      const treatment = treatments.get(index);
      return treatment === undefined
        ? undefined
        : { baseline: pages(index, baseline), treatment: pages(index, treatment) };
    },
    rerun: (index) => `bagehot sweep pair ${shellWord(folder.folder)} ${index}`,
  });
  writeWhole(folder.pathOf('dashboard.html'), html);
  return ['dashboard.html', ...written];
}

/** What all runs have in common, in the order in which a reader asks. */
function parametersOf({ plan }: SweepPlanFile, sweep: Sweep): readonly (readonly [string, unknown])[] {
  return [
    ['runs', sweep.count],
    ['replicates', sweep.replicates],
    ['base_seed', plan.baseSeed ?? 42],
    ['scenario', plan.base],
    ['design', plan.design],
    ['arms', plan.arms ?? []],
  ];
}

/** A word as a shell reads it back. */
function shellWord(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
