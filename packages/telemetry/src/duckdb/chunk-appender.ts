import type { TableColumn } from '@bagehot/kernel';
import {
  BIGINT,
  BOOLEAN,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api';
import { badTable } from '../errors.js';
import { type Cell, type Row, storedColumns, type TableShape } from '../table-shape.js';
import { createTableSql, quoteName } from '../table-sql.js';
import { textTable } from './numeric-view.js';

/** Rows of a chunk: as many as DuckDB keeps together in a column. */
const CHUNK_ROWS = 2048;

const TYPES: Readonly<Record<TableColumn['type'], DuckDBType>> = {
  text: VARCHAR,
  integer: BIGINT,
  decimal: VARCHAR,
  boolean: BOOLEAN,
};

/** Appends rows to a table of a database, column by column. */
export class ChunkAppender {
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;
  readonly #columns: readonly TableColumn[];

  private constructor(appender: DuckDBAppender, { columns }: TableShape) {
    this.#appender = appender;
    this.#columns = columns;
    this.#chunk = DuckDBDataChunk.create(storedColumns({ name: '', columns }).map(({ type }) => TYPES[type]));
  }

  /**
   * Makes the table when it is not there, and opens it.
   *
   * @throws TelemetryError `BAD_TABLE` when the database has a table of that name with other columns
   */
  static async open(connection: DuckDBConnection, table: TableShape): Promise<ChunkAppender> {
    const stored: TableShape = { name: textTable(table), columns: table.columns };
    await connection.run(createTableSql(stored, 'duckdb'));
    const { columnNames, columnTypes } = await describe(connection, stored.name);
    const found = columnNames.map((name, k) => `${name} ${columnTypes[k]}`);
    const needed = storedColumns(table).map(({ name, type }) => `${name} ${TYPES[type]}`);
    if (found.join() !== needed.join())
      throw badTable(table.name, `${found.join(', ')} in the file`, `the columns ${needed.join(', ')}`);
    return new ChunkAppender(await connection.createAppender(stored.name), table);
  }

  append(runId: string, rows: readonly Row[]): void {
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      const part = rows.slice(from, from + CHUNK_ROWS);
      const columns = this.#columns.map(({ type }, k) =>
        part.map((row): DuckDBValue => {
          const cell = row[k] as Cell;
          return type === 'integer' && cell !== null ? BigInt(cell) : cell;
        }),
      );
      this.#chunk.reset();
      this.#chunk.setColumns([part.map(() => runId), ...columns]);
      this.#appender.appendDataChunk(this.#chunk);
    }
  }

  /** Makes what was appended visible to queries. */
  flush(): void {
    this.#appender.flushSync();
  }

  close(): void {
    this.#appender.closeSync();
  }
}

async function describe(
  connection: DuckDBConnection,
  table: string,
): Promise<{ readonly columnNames: readonly string[]; readonly columnTypes: readonly DuckDBType[] }> {
  const result = await connection.run(`SELECT * FROM ${quoteName(table)} LIMIT 0`);
  return { columnNames: result.columnNames(), columnTypes: result.columnTypes() };
}
