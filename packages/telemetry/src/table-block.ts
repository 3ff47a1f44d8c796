import type { TableColumn } from '@bagehot/kernel';
import { moneyGrid } from '@bagehot/kernel/quanta';
import {
  type BlockCells,
  type BooleanCells,
  clearCells,
  firstWrongRow,
  type IntegerCells,
  NO_FLAG,
  NO_TEXT,
  type RealCells,
  type TextCells,
} from './block-cells.js';
import { DecimalCells } from './decimal-cells.js';
import { badInput, badTable } from './errors.js';
import { badCell, type Cell, checkRow, checkTables, type Row, type TableShape } from './table-shape.js';
import { TextDictionary } from './text-dictionary.js';

/** Rows a block has room for unless told otherwise. */
const BLOCK_ROWS = 65_536;

/** Digits after the point of the finest money grid there is. */
export const FINEST_GRID = 18;

/** What a block is made of. */
export interface TableBlockOptions {
  /** Rows it has room for. @defaultValue 65536 */
  readonly capacity?: number;
  /** Digits after the point of the money grid, 0 to 18. @defaultValue 12 */
  readonly moneyDecimals?: number;
  /** Where the texts of the block are looked up; several blocks may share it. @defaultValue a dictionary of its own */
  readonly texts?: TextDictionary;
}

/** Rows of a table that wait for a writer, kept as typed columns: 4 bytes for a text, 8 for an integer or a floating point number, 9 for a decimal, 1 for a flag. */
export class TableBlock {
  readonly table: TableShape;
  /** Rows there is room for. */
  readonly capacity: number;
  /** Digits after the point of a quantum. */
  readonly moneyDecimals: number;
  /** What the ids of text cells stand for. */
  readonly texts: TextDictionary;
  /** The cells, column by column, as the table has them. */
  readonly columns: readonly BlockCells[];
  readonly #full: (block: TableBlock) => void;
  #length = 0;

  /** Use {@link tableBlock}, or take one of {@link EventBlocks}. */
  constructor(
    table: TableShape,
    { capacity, moneyDecimals, texts }: Required<TableBlockOptions>,
    full: (block: TableBlock) => void,
  ) {
    this.table = table;
    this.capacity = capacity;
    this.moneyDecimals = moneyDecimals;
    this.texts = texts;
    this.columns = table.columns.map((column) => cellsOf(column, capacity, moneyDecimals));
    this.#full = full;
  }

  /** Rows it holds. */
  get length(): number {
    return this.#length;
  }

  /**
   * Makes room for a row and says which one it is. Its cells are empty until they are set. A full block is handed over first.
   *
   * @throws TelemetryError `BAD_TELEMETRY_INPUT` when it is still full after that: cells behind the last row would be lost in silence
   */
  add(): number {
    if (this.#length === this.capacity) this.#makeRoom();
    return this.#length++;
  }

  /**
   * Adds a row of cells.
   *
   * @throws TelemetryError `BAD_CELL` when it is not what the table describes
   */
  addRow(row: Row): void {
    checkRow(this.table, row);
    fillRow(this, row);
  }

  /** @throws TelemetryError `BAD_TABLE` when there is no text column of that name */
  text(name: string): TextCells {
    return this.#column(name, 'text') as TextCells;
  }

  /** @throws TelemetryError `BAD_TABLE` when there is no integer column of that name */
  integer(name: string): IntegerCells {
    return this.#column(name, 'integer') as IntegerCells;
  }

  /** @throws TelemetryError `BAD_TABLE` when there is no column of floating point numbers of that name */
  real(name: string): RealCells {
    return this.#column(name, 'real') as RealCells;
  }

  /** @throws TelemetryError `BAD_TABLE` when there is no decimal column of that name */
  decimal(name: string): DecimalCells {
    return this.#column(name, 'decimal') as DecimalCells;
  }

  /** @throws TelemetryError `BAD_TABLE` when there is no boolean column of that name */
  boolean(name: string): BooleanCells {
    return this.#column(name, 'boolean') as BooleanCells;
  }

  /** The rows as cells, made as they are asked for. */
  *rows(): Generator<Row> {
    for (let row = 0; row < this.#length; row++) yield this.columns.map((cells) => cellOf(cells, row, this.texts));
  }

  /**
   * Holds every row against the description of the table.
   *
   * @throws TelemetryError `BAD_CELL`
   */
  check(): void {
    for (const cells of this.columns) {
      const row = firstWrongRow(cells, this.#length, this.texts.size);
      if (row < 0) continue;
      const { name, type, nullable } = cells.column;
      throw badCell(
        this.table.name,
        name,
        `${shown(cells, row)} in row ${row}`,
        `${type}${nullable ? ' or empty' : ''}`,
      );
    }
  }

  /** Forgets every row; the texts stay. */
  clear(): void {
    for (const cells of this.columns) clearCells(cells, this.#length);
    this.#length = 0;
  }

  #makeRoom(): void {
    this.#full(this);
    if (this.#length === this.capacity)
      throw badInput('full', `one that leaves ${this.#length} rows`, 'a function that makes room with clear()');
  }

  #column(name: string, type: TableColumn['type']): BlockCells {
    const found = this.columns.find(({ column }) => column.name === name);
    if (found?.type === type) return found;
    const value = found === undefined ? `no column '${name}'` : `a column '${name}' of type ${found.type}`;
    throw badTable(this.table.name, value, `a column '${name}' of type ${type}`);
  }
}

/**
 * An empty block for the rows of a table.
 *
 * @param full - called with the block when a row is to be added and there is no room; has to make some with `clear()`
 * @throws TelemetryError `BAD_TABLE`; `BAD_TELEMETRY_INPUT` when an option is no whole number in its range
 */
export function tableBlock(
  table: TableShape,
  options: TableBlockOptions,
  full: (block: TableBlock) => void,
): TableBlock {
  checkTables([table]);
  return new TableBlock(table, checkedOptions(options), full);
}

/** Options with nothing missing and nothing out of range. */
export function checkedOptions({
  capacity = BLOCK_ROWS,
  moneyDecimals = 12,
  texts = new TextDictionary(),
}: TableBlockOptions): Required<TableBlockOptions> {
  if (!Number.isSafeInteger(capacity) || capacity < 1) throw badInput('capacity', capacity, 'a positive integer');
  if (!Number.isSafeInteger(moneyDecimals) || moneyDecimals < 0 || moneyDecimals > FINEST_GRID)
    throw badInput('moneyDecimals', moneyDecimals, `an integer from 0 to ${FINEST_GRID}`);
  return { capacity, moneyDecimals, texts };
}

function cellsOf(column: TableColumn, capacity: number, moneyDecimals: number): BlockCells {
  const cells = emptyCells(column, capacity, moneyDecimals);
  clearCells(cells, capacity);
  return cells;
}

function emptyCells(column: TableColumn, capacity: number, moneyDecimals: number): BlockCells {
  switch (column.type) {
    case 'text':
      return { type: 'text', column, ids: new Int32Array(capacity) };
    case 'integer':
    case 'real':
      return { type: column.type, column, values: new Float64Array(capacity) };
    case 'boolean':
      return { type: 'boolean', column, flags: new Uint8Array(capacity) };
    default:
      return new DecimalCells(column, capacity, moneyGrid(moneyDecimals));
  }
}

/** Adds a row that is known to be what the table of the block describes. */
export function fillRow(block: TableBlock, row: Row): void {
  const { columns, texts } = block;
  const at = block.add();
  for (let k = 0; k < columns.length; k++) setCell(columns[k] as BlockCells, at, row[k] as Cell, texts);
}

function setCell(cells: BlockCells, row: number, cell: Cell, texts: TextDictionary): void {
  if (cell === null) return;
  switch (cells.type) {
    case 'text':
      cells.ids[row] = texts.id(cell as string);
      return;
    case 'integer':
    case 'real':
      cells.values[row] = cell as number;
      return;
    case 'boolean':
      cells.flags[row] = cell === true ? 1 : 0;
      return;
    default:
      cells.setText(row, cell as string);
  }
}

function cellOf(cells: BlockCells, row: number, texts: TextDictionary): Cell {
  switch (cells.type) {
    case 'text': {
      const id = cells.ids[row] as number;
      return id === NO_TEXT ? null : texts.text(id);
    }
    case 'integer':
    case 'real': {
      const value = cells.values[row] as number;
      return Number.isNaN(value) ? null : value;
    }
    case 'boolean': {
      const flag = cells.flags[row] as number;
      return flag === NO_FLAG ? null : flag === 1;
    }
    default:
      return cells.text(row);
  }
}

/** What a wrong cell holds, in words. */
function shown(cells: BlockCells, row: number): string {
  switch (cells.type) {
    case 'text':
      return cells.ids[row] === NO_TEXT ? 'empty' : `${cells.ids[row]}, which is no text's id,`;
    case 'integer':
    case 'real':
      return Number.isNaN(cells.values[row]) ? 'empty' : String(cells.values[row]);
    case 'boolean':
      return cells.flags[row] === NO_FLAG ? 'empty' : String(cells.flags[row]);
    default:
      return 'empty';
  }
}
