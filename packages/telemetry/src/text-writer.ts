import type { TableColumn } from '@bagehot/kernel';
import { type Row, RUNS_TABLE, storedColumns, type TableShape } from './table-shape.js';
import { RunBook, type TableWriter, unknownTable } from './table-writer.js';

/** Port: somewhere text goes, such as a file. */
export interface TextSink {
  /** Takes the next piece, which is a number of whole lines. */
  write(text: string): void;
  /** There is no more. */
  close(): void;
}

/** Opens the text of a table; called once per table, when a run first declares it. */
export type OpenText = (table: string) => TextSink;

/** A writer of one text per table, in which all the runs follow one another. */
export interface TextWriter extends TableWriter {
  /**
   * Closes the texts, after the last run.
   *
   * @throws TelemetryError `RUN_OPEN`, `CLOSED`
   */
  close(): void;
}

/** How a table becomes text. */
export interface TextFormat {
  /** What stands before the first row. */
  head(columns: readonly TableColumn[]): string;
  /** The lines of some rows of a run, with their line feeds. */
  lines(columns: readonly TableColumn[], runId: string, rows: readonly Row[]): string;
}

/** A writer of one text per table and of one for {@link RUNS_TABLE}, in a format. */
export function textWriter(open: OpenText, format: TextFormat): TextWriter {
  const book = new RunBook();
  const texts = new Map<string, { readonly columns: readonly TableColumn[]; readonly sink: TextSink }>();
  const add = (table: TableShape): void => {
    const columns = storedColumns(table);
    const sink = open(table.name);
    texts.set(table.name, { columns, sink });
    const head = format.head(columns);
    if (head !== '') sink.write(head);
  };
  const append = (name: string, runId: string, rows: readonly Row[]): void => {
    const text = texts.get(name);
    if (text === undefined) throw unknownTable(name);
    if (rows.length > 0) text.sink.write(format.lines(text.columns, runId, rows));
  };
  return {
    begin(run, tables) {
      book.begin(run, tables);
      try {
        for (const table of [RUNS_TABLE, ...tables]) if (!texts.has(table.name)) add(table);
        append(RUNS_TABLE.name, run.id, [[run.seed]]);
      } catch (error) {
        book.end();
        throw error;
      }
    },
    write(name, rows) {
      const { id } = book.current('write');
      if (name === RUNS_TABLE.name) throw unknownTable(name);
      append(name, id, rows);
    },
    end() {
      book.end();
    },
    close() {
      book.close();
      for (const { sink } of texts.values()) sink.close();
    },
  };
}
