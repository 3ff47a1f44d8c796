import {
  BOOLEAN,
  DECIMAL,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBEnumType,
  type DuckDBType,
  type DuckDBVector,
  VARCHAR,
} from '@duckdb/node-api';
import {
  type BlockCells,
  type BooleanCells,
  type IntegerCells,
  NO_FLAG,
  NO_TEXT,
  type RealCells,
  type TextCells,
} from '../block-cells.js';
import { type DecimalCells, quantaOf } from '../decimal-cells.js';
import type { TableBlock } from '../table-block.js';
import type { TableShape } from '../table-shape.js';
import { DECIMAL_DIGITS } from '../table-sql.js';
import type { TextDictionary } from '../text-dictionary.js';
import { openTable } from './stored-table.js';
import { TextType } from './text-type.js';
import { setCodes, setNumbers } from './vector-cells.js';

/** Rows of a chunk: as many as DuckDB keeps together in a column. */
const CHUNK_ROWS = 2048;

const MOST_QUANTA = 10n ** BigInt(DECIMAL_DIGITS);

/** Appends whole blocks to a table of a database, column by column: decimals as numbers of quanta, texts that repeat as ids of a dictionary. */
export class BlockAppender {
  readonly #appender: DuckDBAppender;
  readonly #decimalType: DuckDBDecimalType;
  readonly #runType: TextType = new TextType();
  readonly #textTypes: readonly TextType[];
  /** The last chunk with texts one by one, and the last one without, with the types of their columns. Others would be freed late, when the program waits for something. */
  readonly #chunks: Map<boolean, { readonly types: readonly DuckDBType[]; readonly chunk: DuckDBDataChunk }> =
    new Map();

  private constructor(appender: DuckDBAppender, { columns }: TableShape, decimals: number) {
    this.#appender = appender;
    this.#decimalType = DECIMAL(DECIMAL_DIGITS, decimals);
    this.#textTypes = columns.map(() => new TextType());
  }

  /**
   * Makes the table when it is not there, and opens it.
   *
   * @param decimals - digits after the point of its decimal columns
   * @throws TelemetryError `BAD_TABLE` when the database has a table of that name with other columns
   */
  static async open(connection: DuckDBConnection, table: TableShape, decimals: number): Promise<BlockAppender> {
    return new BlockAppender(await openTable(connection, table, decimals), table, decimals);
  }

  /**
   * Appends the rows of a block; false, and nothing is appended, when a decimal has more digits than its column.
   *
   * @param runId - of all its rows; undefined when the block has a column for it in front
   */
  append(runId: string | undefined, block: TableBlock): boolean {
    const types = runId === undefined ? [this.#runType, ...this.#textTypes] : this.#textTypes;
    const writers = block.columns.map((cells, k) => this.#writerOf(cells, block, types[k] as TextType));
    if (writers.some((writer) => writer === undefined)) return false;
    const run = runId === undefined ? [] : [{ type: this.#runType.of([runId], block.length), fill: allAs(runId) }];
    const all = [...run, ...(writers as CellWriter[])];
    const chunk = this.#chunkOf(all.map(({ type }) => type));
    for (let from = 0; from < block.length; from += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, block.length - from);
      // To set the count, even to the same one, makes the chunk read its types again.
      if (chunk.rowCount !== count) chunk.rowCount = count;
      for (const [k, writer] of all.entries()) {
        const vector = chunk.getColumnVector(k);
        writer.fill(vector, from, count);
        vector.flush();
      }
      this.#appender.appendDataChunk(chunk);
    }
    return true;
  }

  /** Makes what was appended visible to queries. */
  flush(): void {
    this.#appender.flushSync();
  }

  close(): void {
    this.#appender.closeSync();
  }

  #chunkOf(types: readonly DuckDBType[]): DuckDBDataChunk {
    const hasTexts = types.includes(VARCHAR);
    const last = this.#chunks.get(hasTexts);
    if (last?.types.every((type, k) => type === types[k]) === true) {
      // A chunk keeps every text that is put into it one by one, until it is told to let go of them.
      if (hasTexts) last.chunk.reset();
      return last.chunk;
    }
    const chunk = DuckDBDataChunk.create(types);
    this.#chunks.set(hasTexts, { types, chunk });
    return chunk;
  }

  #writerOf(cells: BlockCells, { length, texts }: TableBlock, textType: TextType): CellWriter | undefined {
    switch (cells.type) {
      case 'text':
        return textWriter(cells, length, texts, textType);
      case 'integer':
      case 'real':
        return numberWriter(cells);
      case 'boolean':
        return booleanWriter(cells);
      default:
        return decimalWriter(cells, length, this.#decimalType);
    }
  }
}

/** How the cells of a column get into a vector. */
interface CellWriter {
  readonly type: DuckDBType;
  /** Sets the first items of the vector to cells of the block, from row `from` on. */
  fill(vector: DuckDBVector, from: number, count: number): void;
}

/** Fills a vector item by item: `set` sets item `item` of the vector to the cell of row `row` of the block. */
function eachItem(set: (vector: DuckDBVector, item: number, row: number) => void): CellWriter['fill'] {
  return (vector, from, count) => {
    for (let item = 0; item < count; item++) set(vector, item, from + item);
  };
}

/** One text everywhere. A vector that has it keeps it from one chunk of a block to the next. */
function allAs(text: string): CellWriter['fill'] {
  const fill = eachItem((vector, item) => vector.setItem(item, text));
  let filled: DuckDBVector | undefined;
  return (vector, from, count) => {
    if (vector !== filled) fill(vector, from, count);
    filled = vector;
  };
}

function textWriter({ ids }: TextCells, rows: number, texts: TextDictionary, textType: TextType): CellWriter {
  const distinct = new Set<number>();
  for (let row = 0; row < rows; row++) distinct.add(ids[row] as number);
  distinct.delete(NO_TEXT);
  const type = textType.of(
    Array.from(distinct, (id) => texts.text(id)),
    rows,
  );
  if (type instanceof DuckDBEnumType) {
    const codes = new Map(Array.from(distinct, (id) => [id, type.indexForValue(texts.text(id))]));
    const codeOf = new Uint32Array(texts.size);
    for (const [id, code] of codes) codeOf[id] = code;
    return {
      type,
      fill: (vector, from, count) => setCodes(vector, { ids, codeOf, textOf: (id) => texts.text(id) }, from, count),
    };
  }
  return {
    type,
    fill: eachItem((vector, item, row) => {
      const id = ids[row] as number;
      vector.setItem(item, id === NO_TEXT ? null : texts.text(id));
    }),
  };
}

/** Doubles hold every integer that a cell can hold, and need no big integer on the way; the column of integers is a `BIGINT`. */
function numberWriter({ values }: IntegerCells | RealCells): CellWriter {
  return {
    type: DOUBLE,
    fill: (vector, from, count) => setNumbers(vector, values, from, count),
  };
}

function booleanWriter({ flags }: BooleanCells): CellWriter {
  return {
    type: BOOLEAN,
    fill: eachItem((vector, item, row) => {
      const flag = flags[row];
      vector.setItem(item, flag === NO_FLAG ? null : flag === 1);
    }),
  };
}

/** Undefined when one of the cells does not fit into the column. */
function decimalWriter(cells: DecimalCells, rows: number, type: DuckDBDecimalType): CellWriter | undefined {
  const { width, scale: decimals } = type;
  const long = new Map<number, bigint>();
  for (const [row, text] of cells.long) {
    const quanta = quantaOf(text, decimals);
    if (quanta === undefined || quanta >= MOST_QUANTA || -quanta >= MOST_QUANTA) return undefined;
    long.set(row, quanta);
  }
  const toColumn = rescaling(cells, rows, decimals);
  if (toColumn === undefined) return undefined;
  return {
    type,
    fill: eachItem((vector, item, row) => {
      const short = cells.quanta(row);
      const quanta = short === undefined ? long.get(row) : toColumn(short);
      vector.setItem(item, quanta === undefined ? null : new DuckDBDecimalValue(quanta, width, decimals));
    }),
  };
}

/** Quanta of the block as quanta of the column; undefined when a cell has digits that the column lacks, or grows too long. */
function rescaling(cells: DecimalCells, rows: number, decimals: number): ((quanta: bigint) => bigint) | undefined {
  if (cells.grid.decimals === decimals) return (quanta) => quanta;
  const factor = 10n ** BigInt(Math.abs(decimals - cells.grid.decimals));
  const finer = decimals > cells.grid.decimals;
  for (let row = 0; row < rows; row++) {
    const quanta = cells.quanta(row) ?? 0n;
    if (finer ? quanta * factor >= MOST_QUANTA || -quanta * factor >= MOST_QUANTA : quanta % factor !== 0n)
      return undefined;
  }
  return finer ? (quanta) => quanta * factor : (quanta) => quanta / factor;
}
