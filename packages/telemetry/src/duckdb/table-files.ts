import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { quoteName, quoteText } from '../table-sql.js';
import { NO_NETWORK } from './no-network.js';
import { type QueryResult, queryResult } from './query-result.js';
import { type TextColumn, typedColumns } from './text-columns.js';

/** A file that holds a table, or a part of one. */
export interface TableFile {
  /** The table's name in SQL. Files of the same name are parts of one table, one after the other; columns that a part lacks are empty there. */
  readonly table: string;
  readonly file: string;
  /** Comma-separated values with a header, an object of JSON a line, or Parquet. */
  readonly format: 'csv' | 'json-lines' | 'parquet';
  /** Stands in front of every row of the file, as `run_id`, if it is given. */
  readonly runId?: string;
}

/** Files that answer SQL. */
export interface TableFiles {
  /**
   * Runs SQL over the files. They are read anew for every statement.
   *
   * @throws whatever DuckDB has to say about the statement or a file
   */
  query(sql: string): Promise<QueryResult>;
  /** Lets the database go; the files stay as they are. */
  close(): void;
}

/**
 * Opens files as tables of an empty database in memory, with no way to the network.
 *
 * Nothing is rounded: a column of texts is shown as integers, decimals (`DECIMAL(38, s)` with the digits it needs) or flags if every text in it is exactly such a
 * value, and as text otherwise. Columns whose name ends in `_id`, or has `run_id` in it, stay text. An empty cell of comma-separated values is nothing, a quoted empty
 * cell an empty text.
 */
export async function openTableFiles(files: readonly TableFile[]): Promise<TableFiles> {
  const instance = await DuckDBInstance.create(':memory:', NO_NETWORK);
  const connection = await instance.connect();
  const tables = new Map<string, readonly TableFile[]>();
  for (const file of files) tables.set(file.table, [...(tables.get(file.table) ?? []), file]);
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    for (const [table, parts] of tables) await makeView(connection, table, parts, bareColumns);
  } catch (error) {
    close();
    throw error;
  }
  const typed = new Set<string>();
  return {
    async query(sql) {
      // To find out the types of its columns, a file is read from end to end: only where it is asked for.
      const text = sql.toLowerCase();
      for (const [table, parts] of tables) {
        if (typed.has(table) || !text.includes(table.toLowerCase())) continue;
        await makeView(connection, table, parts, typedColumns);
        typed.add(table);
      }
      return queryResult(connection, sql);
    },
    close,
  };
}

type Columns = (
  connection: DuckDBConnection,
  from: string,
  columns: readonly TextColumn[],
) => Promise<readonly string[]>;

const bareColumns: Columns = async (_, __, columns) => columns.map(({ name }) => quoteName(name));

async function makeView(
  connection: DuckDBConnection,
  table: string,
  parts: readonly TableFile[],
  select: Columns,
): Promise<void> {
  const from = `(${parts.map(partOf).join(' UNION ALL BY NAME ')})`;
  const reader = await connection.runAndReadAll(`SELECT * FROM ${from} LIMIT 0`);
  const types = reader.columnTypes();
  const columns = reader.columnNames().map((name, k) => ({ name, type: String(types[k]) }));
  const selected = await select(connection, from, columns);
  await connection.run(`CREATE OR REPLACE VIEW ${quoteName(table)} AS SELECT ${selected.join(', ')} FROM ${from}`);
}

function partOf({ file, format, runId }: TableFile): string {
  const run = runId === undefined ? '' : `${quoteText(runId)} AS run_id, `;
  return `SELECT ${run}* FROM ${READERS[format](quoteText(file))}`;
}

/** A form of dates in which nobody writes any: texts that look like dates stay texts. */
const NO_DATE = '%Y no date %m %d';

/** How the formats are read: cells as the texts they are, rows in the order of the file. */
const READERS: Readonly<Record<TableFile['format'], (file: string) => string>> = {
  csv: (file) =>
    `read_csv(${file}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, comment = '', parallel = false)`,
  'json-lines': (file) =>
    `read_json(${file}, format = 'newline_delimited', sample_size = -1, maximum_object_size = 67108864, convert_strings_to_integers = false, dateformat = '${NO_DATE}', timestampformat = '${NO_DATE}')`,
  parquet: (file) => `read_parquet(${file})`,
};
