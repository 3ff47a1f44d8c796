import { csvLine } from '@bagehot/telemetry';
import type { QueryResult } from '@bagehot/telemetry/duckdb';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { loadDuckDb } from './optional-database.js';
import { tablesIn } from './query-tables.js';
import { readInput } from './scenario-file.js';
import type { Terminal } from './terminal.js';
import { textTable } from './text-table.js';

/** Options of `bagehot query`. */
export interface QueryOptions {
  readonly file?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

type Load = () => Promise<typeof import('@bagehot/telemetry/duckdb')>;

/** Asks the files of a run, a comparison or a sweep in SQL. */
export async function query(
  words: readonly string[],
  options: QueryOptions,
  terminal: Terminal,
  load: Load = () => import('@bagehot/telemetry/duckdb'),
): Promise<ExitCode> {
  const { sql, folder } = questionOf(words, options);
  const result = await answer(sql, folder, load);
  // The terminal ends the last line by itself.
  if (options.csv === true) terminal.out([result.columns, ...result.rows].map(csvLine).join('').slice(0, -1));
  else if (options.json === true) terminal.out(JSON.stringify(result));
  else terminal.out(textTable(result.columns, result.rows));
  return EXIT.ok;
}

/** What is asked, and of which folder. */
function questionOf(words: readonly string[], { file, csv, json }: QueryOptions): { sql: string; folder: string } {
  if (csv === true && json === true) throw new CommandError(EXIT.badInput, '--csv and --json: choose one');
  const all = file === undefined ? words : [readInput(file), ...words];
  const [sql, folder, ...rest] = all;
  if (sql === undefined || folder === undefined || rest.length > 0)
    throw new CommandError(
      EXIT.badInput,
      file === undefined
        ? `query takes a statement in quotes and a folder, but there are ${words.length} arguments`
        : `query takes a folder beside --file, but there are ${words.length} arguments`,
    );
  return { sql, folder };
}

async function answer(sql: string, folder: string, load: Load): Promise<QueryResult> {
  const files = tablesIn(folder);
  const { openTableFiles } = await loadDuckDb('query', load);
  try {
    const tables = await openTableFiles(files);
    try {
      return await tables.query(sql);
    } finally {
      tables.close();
    }
  } catch (error) {
    const names = [...new Set(files.map(({ table }) => table))].join(', ');
    throw new CommandError(EXIT.badInput, `${(error as Error).message}\nThe tables of ${folder} are ${names}.`);
  }
}
