import { badInput, badTable, TelemetryError } from './errors.js';
import type { TableBlock } from './table-block.js';
import { checkTables, type Row, sameColumns, type TableShape } from './table-shape.js';

/** The run that rows belong to. Its id stands in front of every row; that ids of several runs differ is for the caller to see to. */
export interface RunLabel {
  readonly id: string;
  readonly seed: number;
}

/**
 * Port: somewhere the rows of runs go. Runs come one after the other; a run is `begin`, any number of `write`, `end`.
 *
 * Rows are as their table describes them (a {@link TableSink} sees to that), and those of one table come in order. They belong to the writer from then on.
 */
export interface TableWriter {
  /** Starts a run, and declares the tables that its rows belong to. */
  begin(run: RunLabel, tables: readonly TableShape[]): void;
  /** Takes the next rows of a table. */
  write(table: string, rows: readonly Row[]): void;
  /** Takes the next rows of a table as a block, which has been checked and is the writer's until it returns. Without this function they come as rows. */
  writeBlock?(block: TableBlock): void;
  /** The run has no more rows. */
  end(): void;
}

/** What a writer has to know of its runs: which one is on, and which tables were declared so far. */
export class RunBook {
  readonly #tables: Map<string, TableShape> = new Map();
  #run: RunLabel | undefined;
  #closed = false;

  /**
   * Starts a run.
   *
   * @throws TelemetryError `RUN_OPEN`, `CLOSED`, `BAD_TELEMETRY_INPUT` (id or seed), `BAD_TABLE` (also when an earlier run gave the table other columns)
   */
  begin(run: RunLabel, tables: readonly TableShape[]): void {
    this.refuseOpenRun('begin');
    if (run.id === '') throw badInput('id', "''", 'a text that is not empty');
    if (!Number.isSafeInteger(run.seed)) throw badInput('seed', run.seed, 'an integer that a number holds exactly');
    const fresh: TableShape[] = [];
    for (const table of tables) {
      const known = this.#tables.get(table.name);
      if (known === undefined) fresh.push(table);
      else if (!sameColumns(known, table))
        throw badTable(table.name, 'others', 'the columns that were declared for it before');
    }
    checkTables([...this.#tables.values(), ...fresh]);
    for (const table of fresh) this.#tables.set(table.name, table);
    this.#run = run;
  }

  /**
   * The run that is on.
   *
   * @throws TelemetryError `NO_RUN`, `CLOSED`
   */
  current(call: string): RunLabel {
    this.refuseClosed(call);
    if (this.#run === undefined) throw new TelemetryError('NO_RUN', { call }, `${call} needs a run that has begun`);
    return this.#run;
  }

  /** Ends the run that is on. @throws TelemetryError `NO_RUN`, `CLOSED` */
  end(): void {
    this.current('end');
    this.#run = undefined;
  }

  /** Ends it all: what was written is kept, every further call is refused. @throws TelemetryError `RUN_OPEN`, `CLOSED` */
  close(): void {
    this.refuseOpenRun('close');
    this.#closed = true;
  }

  /** @throws TelemetryError `RUN_OPEN`, `CLOSED` */
  refuseOpenRun(call: string): void {
    this.refuseClosed(call);
    if (this.#run !== undefined)
      throw new TelemetryError(
        'RUN_OPEN',
        { call, run: this.#run.id },
        `${call} needs run '${this.#run.id}' to end first`,
      );
  }

  /** @throws TelemetryError `CLOSED` */
  refuseClosed(call: string): void {
    if (this.#closed) throw new TelemetryError('CLOSED', { call }, `${call} came after close`);
  }
}

/** The refusal of rows for a table that was not declared. */
export function unknownTable(table: string): TelemetryError<'UNKNOWN_TABLE'> {
  return new TelemetryError('UNKNOWN_TABLE', { table }, `table '${table}' was not declared`);
}
