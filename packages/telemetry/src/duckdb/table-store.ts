import type { DuckDBConnection } from '@duckdb/node-api';
import { FINEST_GRID, fillRow, TableBlock } from '../table-block.js';
import { type Row, storedColumns, type TableShape } from '../table-shape.js';
import { quoteName } from '../table-sql.js';
import { TextDictionary } from '../text-dictionary.js';
import { BlockAppender } from './block-appender.js';
import { ChunkAppender } from './chunk-appender.js';
import { makeView } from './numeric-view.js';
import { queryResult } from './query-result.js';
import { rowsTable, textTable } from './stored-table.js';

/** Rows that wait for company until they are appended together. */
const WAITING_ROWS = 16_384;

/** More texts than this are not worth a dictionary. */
const MOST_TEXTS = 1 << 18;

/**
 * One table of a database. Its rows go to a table of numbers as long as all decimals fit into its columns. From the first block on with one that does not,
 * they go to a second table, which keeps decimals as text; so both hold their rows in order, the second one's after the first one's.
 */
export class TableStore {
  readonly table: TableShape;
  readonly #decimals: number;
  readonly #numbers: BlockAppender;
  /** Undefined in a table without decimals. */
  readonly #texts: ChunkAppender | undefined;
  #hasTexts: boolean;
  /** Rows of any number of runs, with the id of their run in front. */
  #waiting: TableBlock | undefined;
  /** The appender with rows that the database has not seen. */
  #unseen: BlockAppender | ChunkAppender | undefined = undefined;
  /** Does the view know which of the two tables have rows? */
  #isViewed = false;

  private constructor(
    table: TableShape,
    decimals: number,
    { numbers, texts, hasTexts }: { numbers: BlockAppender; texts: ChunkAppender | undefined; hasTexts: boolean },
  ) {
    this.table = table;
    this.#decimals = decimals;
    this.#numbers = numbers;
    this.#texts = texts;
    this.#hasTexts = hasTexts;
  }

  /**
   * Makes what is not there yet, and opens it.
   *
   * @throws TelemetryError `BAD_TABLE` when the database has a table of that name with other columns
   */
  static async open(connection: DuckDBConnection, table: TableShape, decimals: number): Promise<TableStore> {
    const { columns } = table;
    const numbers = await BlockAppender.open(connection, { name: rowsTable(table), columns }, decimals);
    if (!hasDecimals(table)) return new TableStore(table, decimals, { numbers, texts: undefined, hasTexts: false });
    const texts = await ChunkAppender.open(connection, { name: textTable(table), columns });
    const { rows } = await queryResult(connection, `SELECT count(*) FROM ${quoteName(textTable(table))}`);
    return new TableStore(table, decimals, { numbers, texts, hasTexts: rows[0]?.[0] !== 0 });
  }

  /** Appends rows, at the latest when it is flushed. */
  append(runId: string, rows: readonly Row[]): void {
    const block = this.#room();
    for (const row of rows) fillRow(block, [runId, ...row]);
  }

  appendBlock(runId: string, block: TableBlock): void {
    this.#empty();
    this.#write(runId, block);
  }

  /** Makes what was appended visible to queries, and safe. */
  flush(): void {
    this.#empty();
    this.#unseen?.flush();
    this.#unseen = undefined;
  }

  /** Brings the view up to date with what was appended. */
  async refresh(connection: DuckDBConnection): Promise<void> {
    this.flush();
    if (this.#isViewed) return;
    // Set first: rows that come while the view is made are for the next time.
    this.#isViewed = true;
    await makeView(connection, this.table, this.#hasTexts);
  }

  close(): void {
    this.#numbers.close();
    this.#texts?.close();
  }

  /** A block with a dictionary that does not grow for ever. */
  #room(): TableBlock {
    if (this.#waiting === undefined || (this.#waiting.length === 0 && this.#waiting.texts.size > MOST_TEXTS)) {
      const options = {
        capacity: WAITING_ROWS,
        moneyDecimals: Math.min(this.#decimals, FINEST_GRID),
        texts: new TextDictionary(),
      };
      this.#waiting = new TableBlock({ name: this.table.name, columns: storedColumns(this.table) }, options, () =>
        this.#empty(),
      );
    }
    return this.#waiting;
  }

  #empty(): void {
    const block = this.#waiting;
    if (block === undefined || block.length === 0) return;
    try {
      this.#write(undefined, block);
    } finally {
      block.clear();
    }
  }

  #write(runId: string | undefined, block: TableBlock): void {
    if (!this.#hasTexts && this.#numbers.append(runId, block)) {
      this.#unseen = this.#numbers;
      return;
    }
    // What was appended as numbers comes first.
    if (this.#unseen !== this.#texts) this.#unseen?.flush();
    this.#unseen = this.#texts;
    this.#hasTexts = true;
    this.#isViewed = false;
    this.#texts?.append(Array.from(block.rows(), (row) => (runId === undefined ? row : [runId, ...row])));
  }
}

/** Does a table need a second place, for decimals that are too long? */
function hasDecimals({ columns }: TableShape): boolean {
  return columns.some(({ type }) => type === 'decimal');
}
