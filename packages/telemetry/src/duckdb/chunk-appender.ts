import type { TableColumn } from '@bagehot/kernel';
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api';
import { type Cell, type Row, storedColumns, type TableShape } from '../table-shape.js';
import { openTable } from './stored-table.js';

/** Rows of a chunk: as many as DuckDB keeps together in a column. */
const CHUNK_ROWS = 2048;

const TYPES: Readonly<Record<TableColumn['type'], DuckDBType>> = {
  text: VARCHAR,
  integer: BIGINT,
  real: DOUBLE,
  decimal: VARCHAR,
  boolean: BOOLEAN,
};

/** Appends rows to a table of a database, column by column, decimals as text. */
export class ChunkAppender {
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;
  readonly #columns: readonly TableColumn[];

  private constructor(appender: DuckDBAppender, { columns }: TableShape) {
    this.#appender = appender;
    this.#columns = storedColumns({ name: '', columns });
    this.#chunk = DuckDBDataChunk.create(this.#columns.map(({ type }) => TYPES[type]));
  }

  /**
   * Makes the table when it is not there, and opens it.
   *
   * @throws TelemetryError `BAD_TABLE` when the database has a table of that name with other columns
   */
  static async open(connection: DuckDBConnection, table: TableShape): Promise<ChunkAppender> {
    return new ChunkAppender(await openTable(connection, table, undefined), table);
  }

  /** @param rows - with the id of their run in front */
  append(rows: readonly Row[]): void {
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      const part = rows.slice(from, from + CHUNK_ROWS);
      const columns = this.#columns.map(({ type }, k) =>
        part.map((row): DuckDBValue => {
          const cell = row[k] as Cell;
          return type === 'integer' && cell !== null ? BigInt(cell) : cell;
        }),
      );
      this.#chunk.reset();
      this.#chunk.setColumns(columns);
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
