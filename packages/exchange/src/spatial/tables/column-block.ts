import type { TableCell } from './table-columns.js';

/** Typed columns of a table: a block of `@bagehot/telemetry` is one. Cells are empty until they are set. */
export interface ColumnBlock {
  readonly texts: { id(text: string): number };
  /** Makes room for a row and says which one it is. */
  add(): number;
  addRow(row: readonly TableCell[]): void;
  integer(name: string): { readonly values: Float64Array };
  real(name: string): { readonly values: Float64Array };
  text(name: string): { readonly ids: Int32Array };
}
