import {
  createSweepSummary,
  ENGINE_VERSION,
  type PlainRecord,
  type Sweep,
  type SweepPlanFile,
  type SweepRow,
  type SweepTable,
  sweepTables,
} from '@bagehot/sim';
import { mergedRows, planHash, runId } from '@bagehot/sim/node';
import { json } from '../run-folder.js';
import { removeAbandoned, writeWhole } from '../whole-file.js';
import type { ParquetWriter } from './parquet-file.js';
import { type Format, RowFile } from './row-file.js';
import { interruption } from './sweep-error.js';
import type { SweepFolder } from './sweep-folder.js';
import { type WorsePair, WorstPairs } from './worst-pairs.js';

const MANIFEST = 'manifest.json';
/** Rows between two looks at the signal. */
const ROWS_AT_ONCE = 64;

/** What is made of a sweep's rows, and how. */
export interface OutputRequest {
  readonly formats: readonly Format[];
  /** How many of the pairs that were made worse get reports. */
  readonly reports: number;
  /** Into how many shards the rows are divided. */
  readonly of: number;
  readonly signal: AbortSignal;
  /** Of this program. */
  readonly version: string;
}

/** What was made of a sweep. */
export interface SweepOutcome {
  readonly summary: PlainRecord;
  /** Names of the files in the folder; the manifest is the last of them. */
  readonly files: readonly string[];
  /** Pairs that have reports. */
  readonly reported: readonly WorsePair[];
}

/**
 * Makes tables, summary and dashboard of the rows of a sweep, in one pass over them. Every file is there whole or not at all; the manifest is the last one.
 *
 * @throws CommandError with exit code 3 when a file cannot be written, 130 when the signal comes
 * @throws SimError `SWEEP_INCOMPLETE` when rows are missing, `SWEEP_FILE` when they are damaged
 */
export async function writeOutputs(
  folder: SweepFolder,
  file: SweepPlanFile,
  sweep: Sweep,
  request: OutputRequest,
): Promise<SweepOutcome> {
  const started = performance.now();
  const { formats, signal, of } = request;
  folder.remove(MANIFEST);
  removeAbandoned(folder.folder);
  const worst = new WorstPairs(request.reports);
  const summary = createSweepSummary(sweep);
  const tables = tablesOf(sweep);
  await writeTables(folder, tables, formats, rowsOf(folder, file, of, signal), (row) => {
    summary.add(row);
    worst.add(row);
  });
  const record = summary.record();
  writeWhole(folder.pathOf('summary.json'), json(record));
  // Loaded only here: a shard writes no page.
  const { writeDashboard } = await import('./sweep-dashboard.js');
  const pages = await writeDashboard(folder, file, sweep, { summary: record, worst: worst.pairs, signal });
  const files = [
    ...tables.flatMap(({ name }) => formats.map((format) => `${name}.${format}`)),
    'summary.json',
    ...pages,
    'plan.yaml',
    MANIFEST,
  ];
  const manifest = {
    bagehot: request.version,
    engine: ENGINE_VERSION,
    node: process.version,
    name: file.name,
    plan_sha256: planHash(file.plan),
    base_seed: file.plan.baseSeed ?? 42,
    arms: sweep.arms,
    points: sweep.points,
    replicates: sweep.replicates,
    runs: sweep.count,
    shards: of,
    output_ms: Math.round(performance.now() - started),
    files,
  };
  writeWhole(folder.pathOf(MANIFEST), json(manifest));
  return { summary: record, files, reported: worst.pairs };
}

/** The tables that can have rows: pairs need two arms, and the frontier a search. */
function tablesOf(sweep: Sweep): readonly SweepTable[] {
  const { registry, results, comparison, frontier } = sweepTables(sweep, { runId });
  return [
    registry,
    results,
    ...(sweep.arms.length > 1 ? [comparison] : []),
    ...(hasSearch(sweep.plan.design) ? [frontier] : []),
  ];
}

function hasSearch(design: Sweep['plan']['design']): boolean {
  return design.kind === 'joined' ? design.designs.some(hasSearch) : design.kind === 'frontier';
}

/** The rows of all shards, with a turn for signals in between. */
async function* rowsOf(
  folder: SweepFolder,
  { plan }: SweepPlanFile,
  of: number,
  signal: AbortSignal,
): AsyncGenerator<SweepRow, void, void> {
  let rows = 0;
  for (const row of mergedRows(plan, folder.shards, of)) {
    if (rows++ % ROWS_AT_ONCE === 0)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    if (signal.aborted) throw interruption('while the tables were written');
    yield row;
  }
}

async function writeTables(
  folder: SweepFolder,
  tables: readonly SweepTable[],
  formats: readonly Format[],
  rows: AsyncIterable<SweepRow>,
  onRow: (row: SweepRow) => void,
): Promise<void> {
  const parquet = formats.includes('parquet') ? await parquetWriter() : undefined;
  const files: RowFile[] = [];
  try {
    for (const table of tables) files.push(new RowFile(folder.pathOf(table.name), table, formats));
    for await (const row of rows) {
      onRow(row);
      for (const [k, table] of tables.entries()) for (const cells of table.rows(row)) files[k]?.append(cells);
    }
    // No table gets its name before there is room for all of them.
    for (const file of files) file.settle();
    for (const file of files) file.finish();
    for (const { name, columns } of tables) await parquet?.write(folder.pathOf(name), columns);
  } finally {
    for (const file of files) file.discard();
    await parquet?.close();
  }
}

/** Loaded before the first row, so that a package that is missing is missed in time, and only where it is wanted. */
async function parquetWriter(): Promise<ParquetWriter> {
  const { openParquetWriter } = await import('./parquet-file.js');
  return openParquetWriter();
}
