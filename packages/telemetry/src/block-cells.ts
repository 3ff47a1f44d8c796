import type { TableColumn } from '@bagehot/kernel';
import type { DecimalCells } from './decimal-cells.js';

/** The cells of a text column: ids of the block's dictionary, -1 where there is no text. Set them as those of any array. */
export interface TextCells {
  readonly type: 'text';
  readonly column: TableColumn;
  readonly ids: Int32Array;
}

/** The cells of an integer column, `NaN` where there is none. Set them as those of any array. */
export interface IntegerCells {
  readonly type: 'integer';
  readonly column: TableColumn;
  readonly values: Float64Array;
}

/** The cells of a column of floating point numbers, `NaN` where there is none. Set them as those of any array. */
export interface RealCells {
  readonly type: 'real';
  readonly column: TableColumn;
  readonly values: Float64Array;
}

/** The cells of a boolean column: 1 is true, 0 is false, 2 stands where there is neither. Set them as those of any array. */
export interface BooleanCells {
  readonly type: 'boolean';
  readonly column: TableColumn;
  readonly flags: Uint8Array;
}

/** The cells of a column of a block. */
export type BlockCells = TextCells | IntegerCells | RealCells | BooleanCells | DecimalCells;

/** In place of a flag, where there is none. */
export const NO_FLAG = 2;

/** In place of a text's id, where there is none. */
export const NO_TEXT = -1;

/** Makes the first cells empty again. */
export function clearCells(cells: BlockCells, rows: number): void {
  switch (cells.type) {
    case 'text':
      cells.ids.fill(NO_TEXT, 0, rows);
      return;
    case 'integer':
    case 'real':
      cells.values.fill(Number.NaN, 0, rows);
      return;
    case 'boolean':
      cells.flags.fill(NO_FLAG, 0, rows);
      return;
    default:
      cells.clear(rows);
  }
}

/**
 * The first row that a column does not take: an id without a text, a number that is no integer where one has to be, or nothing where something has to be.
 *
 * @returns -1 when there is no such row
 */
export function firstWrongRow(cells: BlockCells, rows: number, texts: number): number {
  const nullable = cells.column.nullable === true;
  switch (cells.type) {
    case 'text': {
      const least = nullable ? NO_TEXT : 0;
      const { ids } = cells;
      for (let row = 0; row < rows; row++) {
        const id = ids[row] as number;
        if (id < least || id >= texts) return row;
      }
      return -1;
    }
    case 'integer': {
      const { values } = cells;
      for (let row = 0; row < rows; row++) {
        const value = values[row] as number;
        if (!Number.isSafeInteger(value) && !(nullable && Number.isNaN(value))) return row;
      }
      return -1;
    }
    case 'real': {
      if (nullable) return -1;
      const { values } = cells;
      for (let row = 0; row < rows; row++) if (Number.isNaN(values[row])) return row;
      return -1;
    }
    case 'boolean': {
      const most = nullable ? NO_FLAG : 1;
      const { flags } = cells;
      for (let row = 0; row < rows; row++) if ((flags[row] as number) > most) return row;
      return -1;
    }
    default:
      return nullable ? -1 : cells.firstEmpty(rows);
  }
}
