import type { TableColumn, TableSpec } from '@bagehot/kernel';
import type { ExchangeEvent } from '../events.js';
import type { SimulationRun } from './simulation-run.js';

/** What the tables are made of: events of an exchange, and what there is to say of a run as a whole. */
export type TableEvent = ExchangeEvent | SimulationRun;

/** A cell of these tables; flags are 1 and 0. */
export type TableCell = string | number | null;

/** The events of some kinds. */
type EventOf<K extends TableEvent['kind']> = Extract<TableEvent, { readonly kind: K }>;

/** A column of whole numbers. */
export const count = (name: string): TableColumn => ({ name, type: 'integer' });
/** A column of floating point numbers. */
export const real = (name: string): TableColumn => ({ name, type: 'real' });
/** A column of texts. */
export const text = (name: string): TableColumn => ({ name, type: 'text' });
/** The same column, where there may be nothing. */
export const nullable = (column: TableColumn): TableColumn => ({ ...column, nullable: true });

/** True as 1, false as 0. */
export function flag(value: boolean): number {
  return value ? 1 : 0;
}

/** A table with a row for every event of a kind. The tick stands in front of its cells. */
export function rowTable<K extends TableEvent['kind']>(
  name: string,
  kind: K,
  columns: readonly TableColumn[],
  cells: (event: EventOf<K>) => readonly TableCell[],
): TableSpec<TableEvent> {
  return rowsTable(name, kind, columns, (event) => [cells(event)]);
}

/** A table with any number of rows for every event of a kind. The tick stands in front of their cells. */
export function rowsTable<K extends TableEvent['kind']>(
  name: string,
  kind: K,
  columns: readonly TableColumn[],
  rows: (event: EventOf<K>) => readonly (readonly TableCell[])[],
): TableSpec<TableEvent> {
  return {
    name,
    columns: [count('tick'), ...columns],
    rows: (event) => (isOf(event, kind) ? rows(event).map((cells) => [event.day, ...cells]) : NO_ROWS),
  };
}

/** Said of most events by most tables. */
const NO_ROWS: readonly (readonly TableCell[])[] = [];

function isOf<K extends TableEvent['kind']>(event: TableEvent, kind: K): event is EventOf<K> {
  return event.kind === kind;
}
