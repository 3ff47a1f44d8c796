import type { TableColumn } from '@bagehot/kernel';
import { formatQuanta, type MoneyGrid } from '@bagehot/kernel/quanta';

/** What a cell of a decimal column holds. */
const NOTHING = 0;
const QUANTA = 1;
const LONG = 2;

/** Whole numbers with no more digits than this are exact as a `number`, sign included. */
const SHORT = 15;

/**
 * The cells of a decimal column: quanta of a money grid, 64 bits each. The few cells that do not fit, because they are larger or have more digits
 * after the point, are kept as text beside them.
 */
export class DecimalCells {
  readonly type = 'decimal' as const;
  readonly column: TableColumn;
  readonly grid: MoneyGrid;
  readonly #quanta: BigInt64Array;
  readonly #kinds: Uint8Array;
  readonly #long: Map<number, string> = new Map();

  constructor(column: TableColumn, capacity: number, grid: MoneyGrid) {
    this.column = column;
    this.grid = grid;
    this.#quanta = new BigInt64Array(capacity);
    this.#kinds = new Uint8Array(capacity);
  }

  /** Sets a cell to a number of quanta, however large. */
  set(row: number, quanta: bigint): void {
    if (BigInt.asIntN(64, quanta) === quanta) {
      this.#quanta[row] = quanta;
      this.#kinds[row] = QUANTA;
      if (this.#long.size > 0) this.#long.delete(row);
    } else this.#keep(row, formatQuanta(this.grid, quanta));
  }

  /** Sets a cell to a decimal in plain text, such as `'-12.5'`. */
  setText(row: number, text: string): void {
    const quanta = quantaOf(text, this.grid.decimals);
    if (quanta === undefined) this.#keep(row, text);
    else this.set(row, quanta);
  }

  /** The quanta of a cell; undefined when it holds nothing, or a decimal that does not fit. */
  quanta(row: number): bigint | undefined {
    return this.#kinds[row] === QUANTA ? this.#quanta[row] : undefined;
  }

  /** The cell as plain text; null when it holds nothing. */
  text(row: number): string | null {
    const quanta = this.quanta(row);
    return quanta === undefined ? (this.#long.get(row) ?? null) : formatQuanta(this.grid, quanta);
  }

  /** Cells that are kept as text, because they do not fit. */
  get long(): ReadonlyMap<number, string> {
    return this.#long;
  }

  /** The first of so many rows in which nothing was set; -1 when there is none. */
  firstEmpty(rows: number): number {
    const empty = this.#kinds.indexOf(NOTHING);
    return empty < rows ? empty : -1;
  }

  /** Forgets the cells of the first rows, so that they can be set anew. */
  clear(rows: number): void {
    this.#kinds.fill(NOTHING, 0, rows);
    this.#long.clear();
  }

  #keep(row: number, text: string): void {
    this.#kinds[row] = LONG;
    this.#long.set(row, text);
  }
}

/** A plain decimal as a number of quanta; undefined when it has more digits after the point than those have. */
export function quantaOf(text: string, decimals: number): bigint | undefined {
  const point = text.indexOf('.');
  const places = point < 0 ? 0 : text.length - point - 1;
  if (places > decimals) return undefined;
  const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
  const zeros = decimals - places;
  // Numbers are quicker than texts, as long as they are exact.
  return digits.length + zeros <= SHORT ? BigInt(Number(digits) * 10 ** zeros) : BigInt(digits + '0'.repeat(zeros));
}
