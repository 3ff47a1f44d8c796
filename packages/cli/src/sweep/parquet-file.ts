import { renameSync, rmSync } from 'node:fs';
import type { TableColumn } from '@bagehot/kernel';
import type { DuckDbTables } from '@bagehot/telemetry/duckdb';
import { CommandError, EXIT } from '../exit-code.js';
import { loadDuckDb } from '../optional-database.js';
import { partialOf } from '../whole-file.js';
import { writeReason } from '../write-error.js';

/** Digits that a decimal of a Parquet file can have. */
const DECIMAL_DIGITS = 38;

/** Makes Parquet files of tables that are there as comma-separated values. */
export interface ParquetWriter {
  /**
   * Writes a table. Decimals are exact: as many digits after the point as the column needs; a column with more digits than a decimal can have stays text.
   *
   * @param name - of the files, without their endings
   * @throws CommandError with exit code 3 when the file cannot be written
   */
  write(name: string, columns: readonly TableColumn[]): Promise<void>;
  close(): Promise<void>;
}

/** @throws CommandError with exit code 2 when the optional package that does it is not installed */
export async function openParquetWriter(): Promise<ParquetWriter> {
  const database = await loadDuckDb('--format parquet', async () => {
    const { openDuckDb } = await import('@bagehot/telemetry/duckdb');
    return openDuckDb([]);
  });
  return {
    write: (name, columns) => writeParquet(database, name, columns),
    close: () => database.close(),
  };
}

async function writeParquet(database: DuckDbTables, name: string, columns: readonly TableColumn[]): Promise<void> {
  const rows = `read_csv(${text(`${name}.csv`)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false)`;
  const scales = await scalesOf(database, rows, columns);
  const select = columns.map((column) => `${asTyped(column, scales.get(column.name))} AS ${quoted(column.name)}`);
  const target = `${name}.parquet`;
  const partial = partialOf(target);
  try {
    await database.query(
      `COPY (SELECT ${select.join(', ')} FROM ${rows}) TO ${text(partial)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new CommandError(EXIT.cannotWrite, `cannot write ${target}: ${writeReason(error)}`);
  }
}

function asTyped({ name, type }: TableColumn, scale: number | undefined): string {
  switch (type) {
    case 'integer':
      return `CAST(${quoted(name)} AS BIGINT)`;
    case 'boolean':
      return `CAST(${quoted(name)} AS BOOLEAN)`;
    case 'decimal':
      return scale === undefined ? quoted(name) : `CAST(${quoted(name)} AS DECIMAL(${DECIMAL_DIGITS}, ${scale}))`;
    default:
      return quoted(name);
  }
}

/** Digits after the point per column of decimals; none where they have too many for any type. */
async function scalesOf(
  database: DuckDbTables,
  rows: string,
  columns: readonly TableColumn[],
): Promise<ReadonlyMap<string, number>> {
  const decimals = columns.filter(({ type }) => type === 'decimal').map(({ name }) => name);
  if (decimals.length === 0) return new Map();
  const counts = decimals.map(quoted).flatMap((name) => {
    const whole = `strlen(ltrim(split_part(${name}, '.', 1), '-0'))`;
    return [`coalesce(max(strlen(split_part(${name}, '.', 2))), 0)`, `coalesce(max(${whole}), 0)`];
  });
  const found = (await database.query(`SELECT ${counts.join(', ')} FROM ${rows}`)).rows[0] ?? [];
  return new Map(
    decimals.flatMap((name, k) => {
      const places = Number(found[2 * k]);
      return places + Number(found[2 * k + 1]) <= DECIMAL_DIGITS ? [[name, places] as const] : [];
    }),
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
