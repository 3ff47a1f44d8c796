import type { EventBase, EventSink, TableSpec } from '@bagehot/kernel';
import { badInput } from './errors.js';
import { checkRow, checkTables, type Row } from './table-shape.js';
import { RunBook, type RunLabel, type TableWriter } from './table-writer.js';

/** Rows a batch has unless told otherwise: one chunk of a DuckDB column. */
const BATCH_ROWS = 2048;

/** How rows are handed over. */
export interface TableSinkOptions {
  /** Rows of one table that are handed to the writer at once; the last batch of a run is smaller. @defaultValue 2048 */
  readonly batchRows?: number;
}

/** A sink that turns events into rows. It holds less than one batch per table; a run is `begin`, its events, `end`. */
export interface TableSink<E extends EventBase> extends EventSink<E> {
  /**
   * Starts a run, here and in the writer.
   *
   * @throws TelemetryError `RUN_OPEN`, `BAD_TELEMETRY_INPUT`
   */
  begin(run: RunLabel): void;
  /**
   * Takes the next event. An event that is refused leaves no row in any table.
   *
   * @throws TelemetryError `NO_RUN`, `BAD_CELL` when a table makes a row that is not what the table describes
   */
  emit(event: E): void;
  /**
   * Hands over what is left, table by table, and ends the run.
   *
   * @throws TelemetryError `NO_RUN`
   */
  end(): void;
}

/**
 * Events into rows of the given tables, rows in batches to a writer. What the writer throws passes through; a batch is handed over once, never again.
 *
 * @throws TelemetryError `BAD_TABLE` when two tables, or two columns of one, share a name, or one is called as {@link RUNS_TABLE} or {@link RUN_COLUMN};
 * `BAD_TELEMETRY_INPUT` when `batchRows` is no positive integer
 */
export function tableSink<E extends EventBase>(
  tables: readonly TableSpec<E>[],
  writer: TableWriter,
  { batchRows = BATCH_ROWS }: TableSinkOptions = {},
): TableSink<E> {
  if (!Number.isSafeInteger(batchRows) || batchRows < 1) throw badInput('batchRows', batchRows, 'a positive integer');
  checkTables(tables);
  const book = new RunBook();
  const waiting: Row[][] = tables.map(() => []);

  /** Takes the rows out first: whatever the writer does with them, they are not handed over twice. */
  const handOver = (k: number, count: number): void => {
    const rows = waiting[k] as Row[];
    const { name } = tables[k] as TableSpec<E>;
    waiting[k] = rows.slice(count);
    writer.write(name, rows.length === count ? rows : rows.slice(0, count));
  };

  return {
    begin(run) {
      book.begin(run, tables);
      // Rows are left only by a run whose writer failed.
      for (const k of waiting.keys()) waiting[k] = [];
      try {
        writer.begin(run, tables);
      } catch (error) {
        book.end();
        throw error;
      }
    },
    emit(event) {
      book.current('emit');
      // Most tables have nothing to do with an event.
      const added: [table: number, rows: readonly Row[]][] = [];
      for (let k = 0; k < tables.length; k++) {
        const table = tables[k] as TableSpec<E>;
        const rows = table.rows(event);
        if (rows.length === 0) continue;
        for (const row of rows) checkRow(table, row);
        added.push([k, rows]);
      }
      for (const [k, rows] of added) {
        for (const row of rows) waiting[k]?.push(row);
        while ((waiting[k]?.length ?? 0) >= batchRows) handOver(k, batchRows);
      }
    },
    end() {
      book.end();
      for (const [k, rows] of waiting.entries()) if (rows.length > 0) handOver(k, rows.length);
      writer.end();
    },
  };
}
