import { checkedOptions, TableBlock, type TableBlockOptions } from './table-block.js';
import { checkTables, type TableShape } from './table-shape.js';
import { RunBook, type RunLabel, type TableWriter, unknownTable } from './table-writer.js';

/** A block per table, whose rows go to a writer. A run is `begin`, any number of rows, `end`. */
export interface EventBlocks {
  /**
   * Starts a run, here and in the writer.
   *
   * @throws TelemetryError `RUN_OPEN`, `BAD_TELEMETRY_INPUT`
   */
  begin(run: RunLabel): void;
  /**
   * The block of a table. It stays the same, run after run; when it is full it is handed over and starts anew.
   *
   * @throws TelemetryError `UNKNOWN_TABLE`
   */
  block(table: string): TableBlock;
  /**
   * Hands over what is left, table by table, and ends the run. After an error the run is over here, but not in the writer, whose it is to say what becomes of it:
   * `writer.end()` keeps what came through.
   *
   * @throws TelemetryError `NO_RUN`; `BAD_CELL` when a row is not what its table describes: its block is not written
   */
  end(): void;
}

/**
 * Rows by the million, without an object for any of them: whoever makes them sets cells of typed columns, and the writer gets whole blocks. Memory is bounded by
 * one block per table; every text is kept once, in a dictionary that lives as long as the blocks, so that its ids may be looked up before the loop.
 *
 * @throws TelemetryError `BAD_TABLE`, `BAD_TELEMETRY_INPUT`
 * @example
 * const blocks = eventBlocks([payments], writer, { moneyDecimals: 2 });
 * blocks.begin({ id: 'first', seed: 1 });
 * const block = blocks.block('payments');
 * const [payer, amount] = [block.text('payer'), block.decimal('amount')];
 * const ada = block.texts.id('Ada');
 * const row = block.add();
 * payer.ids[row] = ada;
 * amount.set(row, 1250n); // 12.50
 * blocks.end();
 */
export function eventBlocks(
  tables: readonly TableShape[],
  writer: TableWriter,
  options: TableBlockOptions = {},
): EventBlocks {
  checkTables(tables);
  const checked = checkedOptions(options);
  const book = new RunBook();
  const blocks = new Map(tables.map((table) => [table.name, new TableBlock(table, checked, handOver)]));

  function handOver(block: TableBlock): void {
    book.current('add');
    try {
      block.check();
      if (writer.writeBlock === undefined) writer.write(block.table.name, [...block.rows()]);
      else writer.writeBlock(block);
    } finally {
      // Whatever became of them, rows are not handed over twice.
      block.clear();
    }
  }

  return {
    begin(run) {
      book.begin(run, tables);
      // Rows are left by a run whose writer failed, or were set before any run.
      for (const block of blocks.values()) block.clear();
      try {
        writer.begin(run, tables);
      } catch (error) {
        book.end();
        throw error;
      }
    },
    block(table) {
      const block = blocks.get(table);
      if (block === undefined) throw unknownTable(table);
      return block;
    },
    end() {
      book.current('end');
      try {
        for (const block of blocks.values()) if (block.length > 0) handOver(block);
      } finally {
        book.end();
      }
      writer.end();
    },
  };
}
