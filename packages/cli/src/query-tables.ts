import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TableFile } from '@bagehot/telemetry/duckdb';
import { CommandError, EXIT } from './exit-code.js';

/** Files of tables, by the ends of their names. Where a table is there in several formats, the first of them is read: they say the same. */
const FORMATS: ReadonlyMap<string, TableFile['format']> = new Map([
  ['.csv', 'csv'],
  ['.jsonl', 'json-lines'],
  ['.parquet', 'parquet'],
]);

/** The log of a ring's run. */
const LOG = 'events.jsonl';

/** A folder with one of these logs is a run. */
const LOGS: ReadonlySet<string> = new Set([LOG, 'log.jsonl']);

/** The same as a long table. Beside the log its name is another one. */
const LONG_LOG = 'events.csv';

/** Folders of a sweep whose files are no tables: rows that a sweep is put together from. */
const NO_TABLES: ReadonlySet<string> = new Set(['shards']);

/**
 * The tables in the folder of a run, a comparison or a sweep, each named as its file: `trades` for `trades.csv`. The runs in folders below give one table for all
 * of them, with the run's folder as `run_id` in front.
 *
 * @throws CommandError with exit code 2 when there is no such folder, or no table in it
 */
export function tablesIn(folder: string): readonly TableFile[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new CommandError(EXIT.badInput, `there is no folder ${folder}`);
  const files = [...filesIn(folder, undefined), ...runsBelow(folder, '')];
  if (files.length === 0)
    throw new CommandError(
      EXIT.badInput,
      `${folder} holds no tables: name the output folder of a run, a comparison or a sweep`,
    );
  return files;
}

/** Runs in folders below, down to `pairs/<pair>/<arm>`. */
function runsBelow(folder: string, runId: string, depth = 3): readonly TableFile[] {
  if (depth === 0) return [];
  return entriesOf(folder).flatMap((entry) => {
    if (!entry.isDirectory() || NO_TABLES.has(entry.name)) return [];
    const below = path.join(folder, entry.name);
    const id = runId === '' ? entry.name : `${runId}/${entry.name}`;
    const isRun = entriesOf(below).some(({ name }) => LOGS.has(name));
    return isRun ? filesIn(below, id) : runsBelow(below, id, depth - 1);
  });
}

function filesIn(folder: string, runId: string | undefined): readonly TableFile[] {
  const entries = entriesOf(folder).filter((entry) => entry.isFile());
  const hasLog = entries.some(({ name }) => name === LOG);
  const tables = new Map<string, TableFile>();
  for (const [end, format] of FORMATS)
    for (const { name } of entries) {
      const { name: stem, ext } = path.parse(name);
      const table = name === LONG_LOG && hasLog ? 'event_fields' : stem;
      const file = path.join(folder, name);
      // An empty file has not even a header.
      if (ext !== end || tables.has(table) || statSync(file).size === 0) continue;
      tables.set(table, { table, file, format, ...(runId === undefined ? {} : { runId }) });
    }
  return [...tables.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  return readEntries(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const readEntries = (folder: string) => readdirSync(folder, { withFileTypes: true });
