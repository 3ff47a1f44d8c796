import type { TableColumn } from '@bagehot/kernel';
import { type Cell, type Row, RUNS_TABLE, storedColumns, type TableShape } from './table-shape.js';
import { RunBook, type TableWriter, unknownTable } from './table-writer.js';

/** A table in memory. */
export interface MemoryTable {
  /** {@link RUN_COLUMN}, then the columns of the table. */
  readonly columns: readonly TableColumn[];
  /** What came so far, in order, the run's id in front: a live list, not a copy. */
  readonly rows: readonly Row[];
}

/** A writer that keeps every row. */
export interface MemoryWriter extends TableWriter {
  /** By name, in the order of their declaration, {@link RUNS_TABLE} first. */
  readonly tables: ReadonlyMap<string, MemoryTable>;
}

/** An empty store of tables in memory. */
export function memoryWriter(): MemoryWriter {
  const book = new RunBook();
  const tables = new Map<string, { readonly columns: readonly TableColumn[]; readonly rows: (readonly Cell[])[] }>();
  const add = (table: TableShape): void => {
    tables.set(table.name, { columns: storedColumns(table), rows: [] });
  };
  add(RUNS_TABLE);
  return {
    tables,
    begin(run, declared) {
      book.begin(run, declared);
      for (const table of declared) if (!tables.has(table.name)) add(table);
      tables.get(RUNS_TABLE.name)?.rows.push([run.id, run.seed]);
    },
    write(name, rows) {
      const { id } = book.current('write');
      const table = name === RUNS_TABLE.name ? undefined : tables.get(name);
      if (table === undefined) throw unknownTable(name);
      for (const row of rows) table.rows.push([id, ...row]);
    },
    end() {
      book.end();
    },
  };
}
