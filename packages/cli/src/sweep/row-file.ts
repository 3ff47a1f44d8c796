import type { SweepTable } from '@bagehot/sim';
import { csvLine, jsonLine } from '@bagehot/telemetry';
import { WholeFile } from '../whole-file.js';

/** Kinds of files that tables are written to; the first one always. */
export const FORMATS = ['csv', 'jsonl', 'parquet'] as const;

/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

type Cells = ReturnType<SweepTable['rows']>[number];

/** A table that grows row by row, as comma-separated values and, if wanted, as lines of JSON; there whole or not at all. */
export class RowFile {
  readonly #csv: WholeFile;
  readonly #jsonl: WholeFile | undefined;
  readonly #jsonLine: ReturnType<typeof jsonLine>;

  /**
   * @param name - of the files, without their endings
   * @throws CommandError with exit code 3 when one cannot be written
   */
  constructor(name: string, { columns }: SweepTable, formats: readonly Format[]) {
    const names = columns.map((column) => column.name);
    this.#csv = new WholeFile(`${name}.csv`);
    this.#csv.append(csvLine(names));
    this.#jsonLine = jsonLine(names);
    try {
      this.#jsonl = formats.includes('jsonl') ? new WholeFile(`${name}.jsonl`) : undefined;
    } catch (error) {
      this.#csv.discard();
      throw error;
    }
  }

  append(cells: Cells): void {
    this.#csv.append(csvLine(cells));
    this.#jsonl?.append(this.#jsonLine(cells));
  }

  /** Sends all rows to the file system. */
  settle(): void {
    this.#csv.settle();
    this.#jsonl?.settle();
  }

  /** Gives the files their names. */
  finish(): void {
    this.#csv.finish();
    this.#jsonl?.finish();
  }

  /** Forgets what was not finished. */
  discard(): void {
    this.#csv.discard();
    this.#jsonl?.discard();
  }
}
