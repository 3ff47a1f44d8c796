import type { TableColumn } from '@bagehot/kernel';
import { badTable, TelemetryError } from './errors.js';

/** What a cell holds. Decimals are plain text (`'0.95'`, never `'9.5e-1'`), so that no digit is lost. */
export type Cell = string | number | boolean | null;

/** One value per column. */
export type Row = readonly Cell[];

/** A table without the rule that fills it: every `TableSpec` of the kernel is one. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly TableColumn[];
}

/** The column in front of every stored row: the id of the run it comes from. */
export const RUN_COLUMN: TableColumn = { name: 'run_id', type: 'text' };

/** The table that every writer keeps beside those it is given: a row per run, with its seed. */
export const RUNS_TABLE: TableShape = { name: 'runs', columns: [{ name: 'seed', type: 'integer' }] };

/** The columns of a table as they are stored: {@link RUN_COLUMN}, then its own. */
export function storedColumns({ columns }: TableShape): readonly TableColumn[] {
  return [RUN_COLUMN, ...columns];
}

/**
 * Refuses tables that some store would not take. Names are compared without case, as SQL does.
 *
 * @throws TelemetryError `BAD_TABLE`
 */
export function checkTables(tables: readonly TableShape[]): void {
  const names = new Set([RUNS_TABLE.name]);
  for (const { name, columns } of tables) {
    if (!isName(name)) throw badTable(name, `the name '${name}'`, 'a name that is not empty and has no U+0000');
    if (names.has(name.toLowerCase())) throw badTable(name, 'a name that is taken', 'a name of its own');
    names.add(name.toLowerCase());
    if (columns.length === 0) throw badTable(name, 'none', 'at least one column');
    const taken = new Set([RUN_COLUMN.name]);
    for (const column of columns) {
      if (!isName(column.name))
        throw badTable(name, `a column '${column.name}'`, 'names of columns that are not empty and have no U+0000');
      if (taken.has(column.name.toLowerCase()))
        throw badTable(name, `'${column.name}' twice, or instead of the run's id`, 'columns with names of their own');
      taken.add(column.name.toLowerCase());
    }
  }
}

function isName(text: string): boolean {
  return text !== '' && !text.includes('\u0000');
}

/** Are these the same columns: names, types and which of them may be empty? */
export function sameColumns(left: TableShape, right: TableShape): boolean {
  return (
    left.columns.length === right.columns.length &&
    left.columns.every(({ name, type, nullable = false }, k) => {
      const other = right.columns[k] as TableColumn;
      return name === other.name && type === other.type && nullable === (other.nullable ?? false);
    })
  );
}

const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/;

const fits: Readonly<
  Record<TableColumn['type'], { readonly test: (cell: Cell) => boolean; readonly allowed: string }>
> = {
  text: { test: (cell) => typeof cell === 'string', allowed: 'a text' },
  integer: { test: (cell) => Number.isSafeInteger(cell), allowed: 'an integer that a number holds exactly' },
  real: {
    test: (cell) => typeof cell === 'number' && !Number.isNaN(cell),
    allowed: 'a floating point number other than NaN',
  },
  decimal: {
    test: (cell) => typeof cell === 'string' && PLAIN_DECIMAL.test(cell),
    allowed: "a decimal as plain text, such as '-12.5'",
  },
  boolean: { test: (cell) => typeof cell === 'boolean', allowed: 'true or false' },
};

/**
 * Holds a row against the description of its table.
 *
 * @throws TelemetryError `BAD_CELL`
 */
export function checkRow({ name, columns }: TableShape, row: Row): void {
  if (row.length !== columns.length) throw badCell(name, '', `${row.length} cells`, `${columns.length} cells`);
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k] as TableColumn;
    const cell = row[k] as Cell;
    if (cell === null && column.nullable === true) continue;
    const { test, allowed } = fits[column.type];
    if (!test(cell))
      throw badCell(name, column.name, String(cell), column.nullable === true ? `${allowed}, or null` : allowed);
  }
}

/** The refusal of a cell, or of a whole row when `column` is empty. */
export function badCell(table: string, column: string, value: string, allowed: string): TelemetryError<'BAD_CELL'> {
  const where = column === '' ? `a row of '${table}'` : `'${column}' of '${table}'`;
  return new TelemetryError(
    'BAD_CELL',
    { table, column, value, allowed },
    `${where} must be ${allowed}, but is ${value}`,
  );
}
