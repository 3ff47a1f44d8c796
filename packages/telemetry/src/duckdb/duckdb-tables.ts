import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { badInput, badTable } from '../errors.js';
import type { TableBlock } from '../table-block.js';
import { checkTables, type Row, RUNS_TABLE, sameColumns, type TableShape } from '../table-shape.js';
import { DECIMAL_DIGITS, quoteName, quoteText } from '../table-sql.js';
import { RunBook, type RunLabel, type TableWriter, unknownTable } from '../table-writer.js';
import { NO_NETWORK } from './no-network.js';
import { type QueryResult, queryResult } from './query-result.js';
import { rowsTable, textTable } from './stored-table.js';
import { TableStore } from './table-store.js';

/** Where the database is. */
export interface DuckDbOptions {
  /** A file, made when it is not there; rows are added to what it holds. Without it the database is in memory. */
  readonly path?: string;
  /**
   * Digits after the point of decimal columns, 0 to 38. Longer ones are kept too, at a price: see {@link DuckDbTables}. Whole numbers have the rest of 38 digits.
   *
   * @defaultValue 12
   */
  readonly decimals?: number;
  /**
   * Runs that are made safe together. To write what there is at the end of a run takes a millisecond or two per table, which many small runs feel; with 20, the last
   * 19 of them may be lost when the program is killed.
   *
   * @defaultValue 1
   */
  readonly commitRuns?: number;
  /** Memory that DuckDB may use, such as `'256MB'`. @defaultValue four fifths of the machine's */
  readonly memoryLimit?: string;
}

/**
 * A writer into a DuckDB database. `trades` is a view of the table `trades_rows`, whose decimals are `DECIMAL(38, decimals)`, so that sums in SQL are exact.
 *
 * Nothing is rounded to fit: from the first decimal on that has more digits, the rows of its table go to `trades_text`, with decimals as text, which is slower. The
 * view then shows both, as `DECIMAL(38, s)` with the digits that a column needs by now, or as text where they do not fit into 38.
 *
 * Whole blocks (`eventBlocks`) are the fast way in; rows take a few times as long, as their decimals arrive as text. A run that has ended is in the file, whatever
 * happens next (but see `commitRuns`).
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
  { path = ':memory:', decimals = 12, commitRuns = 1, memoryLimit }: DuckDbOptions = {},
): Promise<DuckDbTables> {
  checkTables(tables);
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > DECIMAL_DIGITS)
    throw badInput('decimals', decimals, `an integer from 0 to ${DECIMAL_DIGITS}`);
  if (!Number.isSafeInteger(commitRuns) || commitRuns < 1)
    throw badInput('commitRuns', commitRuns, 'a positive integer');
  const all = [RUNS_TABLE, ...tables];
  const names = new Set(all.map(({ name }) => name.toLowerCase()));
  for (const table of all)
    for (const store of [rowsTable(table), textTable(table)])
      if (names.has(store.toLowerCase()))
        throw badTable(store, 'a name that is taken', `a name of its own: it keeps the rows of ${table.name}`);
  const instance = await DuckDBInstance.create(path, {
    ...NO_NETWORK,
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
  });
  const writing = await instance.connect();
  try {
    const stores = new Map<string, TableStore>();
    for (const table of all) stores.set(table.name, await TableStore.open(writing, table, decimals));
    const database = new OpenDuckDb(instance, { writing, asking: await instance.connect() }, stores, commitRuns);
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
  readonly #stores: ReadonlyMap<string, TableStore>;
  readonly #commitRuns: number;
  /** Runs that have ended and are not safe yet. */
  #unsafe = 0;
  /** Questions are answered one after the other, as views change between them. */
  #answered: Promise<unknown> = Promise.resolve();

  constructor(
    instance: DuckDBInstance,
    { writing, asking }: Connections,
    stores: ReadonlyMap<string, TableStore>,
    commitRuns: number,
  ) {
    this.#instance = instance;
    this.#writing = writing;
    this.#asking = asking;
    this.#stores = stores;
    this.#commitRuns = commitRuns;
  }

  begin(run: RunLabel, tables: readonly TableShape[]): void {
    for (const table of tables) {
      const open = this.#stores.get(table.name)?.table;
      if (open === undefined || open === RUNS_TABLE) throw unknownTable(table.name);
      if (!sameColumns(open, table))
        throw badTable(table.name, 'others', 'the columns with which the database was opened');
    }
    this.#book.begin(run, tables);
    this.#storeOf(RUNS_TABLE.name).append(run.id, [[run.seed]]);
  }

  write(table: string, rows: readonly Row[]): void {
    const { id } = this.#book.current('write');
    if (table === RUNS_TABLE.name) throw unknownTable(table);
    this.#storeOf(table).append(id, rows);
  }

  writeBlock(block: TableBlock): void {
    const { id } = this.#book.current('writeBlock');
    const { name } = block.table;
    if (name === RUNS_TABLE.name) throw unknownTable(name);
    this.#storeOf(name).appendBlock(id, block);
  }

  end(): void {
    this.#book.end();
    this.#unsafe++;
    if (this.#unsafe >= this.#commitRuns) this.#flush();
  }

  async query(sql: string): Promise<QueryResult> {
    return this.#ask('query', () => queryResult(this.#asking, sql));
  }

  async exportParquet(table: string, file: string): Promise<void> {
    await this.#ask('exportParquet', async () => {
      this.#storeOf(table);
      await this.#asking.run(`COPY ${quoteName(table)} TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`);
    });
  }

  async close(): Promise<void> {
    this.#book.refuseOpenRun('close');
    const seen = this.#ask('close', async () => {});
    this.#book.close();
    try {
      await seen;
    } finally {
      for (const store of this.#stores.values()) store.close();
      this.#asking.closeSync();
      this.#writing.closeSync();
      this.#instance.closeSync();
    }
  }

  /** Brings the views up to date with what was written. */
  async refresh(): Promise<void> {
    for (const store of this.#stores.values()) await store.refresh(this.#asking);
  }

  #storeOf(table: string): TableStore {
    const store = this.#stores.get(table);
    if (store === undefined) throw unknownTable(table);
    return store;
  }

  #flush(): void {
    this.#unsafe = 0;
    for (const store of this.#stores.values()) store.flush();
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
