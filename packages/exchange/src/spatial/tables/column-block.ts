import type { TableCell } from './table-columns.js';

/** Typed columns of a table: a block of `@bagehot/telemetry` is one. Cells are empty until they are set. */
export interface ColumnBlock {
  /** Texts as numbers. */
  readonly texts: {
    /** The number of a text, the same again for the same text. */
    id(text: string): number;
  };
  /** Makes room for a row and says which one it is. */
  add(): number;
  /** Adds a row, cell by cell in the order of the columns. */
  addRow(row: readonly TableCell[]): void;
  /** The column of whole numbers with this name. */
  integer(name: string): { readonly values: Float64Array };
  /** The column of floating point numbers with this name. */
  real(name: string): { readonly values: Float64Array };
  /** The column of texts with this name, by their numbers. */
  text(name: string): { readonly ids: Int32Array };
}
