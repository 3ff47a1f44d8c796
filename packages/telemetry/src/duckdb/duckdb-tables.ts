import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { badTable } from '../errors.js';
import { checkTables, type Row, RUNS_TABLE, sameColumns, type TableShape } from '../table-shape.js';
import { quoteName } from '../table-sql.js';
import { RunBook, type RunLabel, type TableWriter, unknownTable } from '../table-writer.js';
import { ChunkAppender } from './chunk-appender.js';
import { makeNumericView, textTable } from './numeric-view.js';
import { type QueryResult, queryResult } from './query-result.js';

/** Where the database is. */
export interface DuckDbOptions {
  /** A file, made when it is not there; rows are added to what it holds. Without it the database is in memory. */
  readonly path?: string;
}

/**
 * A writer into a DuckDB database. A table `trades` is kept as `trades_text`, its decimals as text; `trades` is a view of it with decimals as `DECIMAL(38, s)`,
 * where `s` is what the digits of a column need, so that sums in SQL are exact. A column whose digits do not fit into 38 is text there, too. A run that has
 * ended is in the file, whatever happens next.
 */
export interface DuckDbTables extends TableWriter {
  /**
   * Runs SQL over all that was written so far, also in the middle of a run.
   *
   * @throws TelemetryError `CLOSED`; whatever DuckDB has to say about the statement
   */
  query(sql: string): Promise<QueryResult>;
  /**
   * Writes a table, the run's id in front, to a Parquet file; decimals as in the view.
   *
   * @throws TelemetryError `UNKNOWN_TABLE`, `CLOSED`; whatever DuckDB has to say about the file
   */
  exportParquet(table: string, file: string): Promise<void>;
  /**
   * Brings the views up to date and lets the database go, after the last run.
   *
   * @throws TelemetryError `RUN_OPEN`, `CLOSED`
   */
  close(): Promise<void>;
}

/**
 * Opens a database for the rows of some tables, with no way to the network.
 *
 * @throws TelemetryError `BAD_TABLE`, also when the file holds a table of that name with other columns; whatever DuckDB has to say about the file
 */
export async function openDuckDb(
  tables: readonly TableShape[],
  { path = ':memory:' }: DuckDbOptions = {},
): Promise<DuckDbTables> {
  checkTables(tables);
  const all = [RUNS_TABLE, ...tables];
  const names = new Set(all.map(({ name }) => name.toLowerCase()));
  for (const table of all)
    if (names.has(textTable(table).toLowerCase()))
      throw badTable(textTable(table), 'a name that is taken', `a name of its own: it keeps the rows of ${table.name}`);
  const instance = await DuckDBInstance.create(path, {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const writing = await instance.connect();
  try {
    const appenders = new Map<string, ChunkAppender>();
    for (const table of all) appenders.set(table.name, await ChunkAppender.open(writing, table));
    const database = new OpenDuckDb(instance, { writing, asking: await instance.connect() }, all, appenders);
    await database.refresh();
    return database;
  } catch (error) {
    writing.closeSync();
    instance.closeSync();
    throw error;
  }
}

/** Appenders have a connection of their own, which no question disturbs. */
interface Connections {
  readonly writing: DuckDBConnection;
  readonly asking: DuckDBConnection;
}

class OpenDuckDb implements DuckDbTables {
  readonly #book: RunBook = new RunBook();
  readonly #instance: DuckDBInstance;
  readonly #writing: DuckDBConnection;
  readonly #asking: DuckDBConnection;
  readonly #tables: ReadonlyMap<string, TableShape>;
  readonly #appenders: ReadonlyMap<string, ChunkAppender>;
  /** Tables with rows that their views have not seen. */
  readonly #changed: Set<string>;
  /** Questions are answered one after the other, as views change between them. */
  #answered: Promise<unknown> = Promise.resolve();

  constructor(
    instance: DuckDBInstance,
    { writing, asking }: Connections,
    tables: readonly TableShape[],
    appenders: ReadonlyMap<string, ChunkAppender>,
  ) {
    this.#instance = instance;
    this.#writing = writing;
    this.#asking = asking;
    this.#tables = new Map(tables.map((table) => [table.name, table]));
    this.#appenders = appenders;
    this.#changed = new Set(this.#tables.keys());
  }

  begin(run: RunLabel, tables: readonly TableShape[]): void {
    for (const table of tables) {
      const open = this.#tables.get(table.name);
      if (open === undefined || open === RUNS_TABLE) throw unknownTable(table.name);
      if (!sameColumns(open, table))
        throw badTable(table.name, 'others', 'the columns with which the database was opened');
    }
    this.#book.begin(run, tables);
    this.#append(RUNS_TABLE.name, run.id, [[run.seed]]);
  }

  write(table: string, rows: readonly Row[]): void {
    const { id } = this.#book.current('write');
    if (table === RUNS_TABLE.name) throw unknownTable(table);
    this.#append(table, id, rows);
  }

  end(): void {
    this.#book.end();
    this.#flush();
  }

  async query(sql: string): Promise<QueryResult> {
    return this.#ask('query', () => queryResult(this.#asking, sql));
  }

  async exportParquet(table: string, file: string): Promise<void> {
    await this.#ask('exportParquet', async () => {
      if (!this.#tables.has(table)) throw unknownTable(table);
      const target = `'${file.replaceAll("'", "''")}'`;
      await this.#asking.run(`COPY ${quoteName(table)} TO ${target} (FORMAT parquet, COMPRESSION zstd)`);
    });
  }

  async close(): Promise<void> {
    this.#book.refuseOpenRun('close');
    const seen = this.#ask('close', async () => {});
    this.#book.close();
    try {
      await seen;
    } finally {
      for (const appender of this.#appenders.values()) appender.close();
      this.#asking.closeSync();
      this.#writing.closeSync();
      this.#instance.closeSync();
    }
  }

  /** Brings the views up to date with what was written. */
  async refresh(): Promise<void> {
    this.#flush();
    for (const name of [...this.#changed]) {
      // Taken out first: rows that come while the view is made are for the next time.
      this.#changed.delete(name);
      await makeNumericView(this.#asking, this.#tables.get(name) as TableShape);
    }
  }

  #append(name: string, runId: string, rows: readonly Row[]): void {
    const appender = this.#appenders.get(name);
    if (appender === undefined) throw unknownTable(name);
    appender.append(runId, rows);
    this.#changed.add(name);
  }

  #flush(): void {
    for (const name of this.#changed) this.#appenders.get(name)?.flush();
  }

  #ask<T>(call: string, question: () => Promise<T>): Promise<T> {
    this.#book.refuseClosed(call);
    const answer = this.#answered.then(async () => {
      await this.refresh();
      return question();
    });
    this.#answered = answer.catch(() => undefined);
    return answer;
  }
}
