import type { TableColumn } from '@bagehot/kernel';
import { badInput } from './errors.js';
import { checkTables, RUNS_TABLE, storedColumns, type TableShape } from './table-shape.js';

/** Databases whose SQL is spoken. */
export type SqlDialect = 'duckdb' | 'postgres' | 'sqlite';

/** Digits that DuckDB's widest decimal holds, before and after the point together. */
export const DECIMAL_DIGITS = 38;

/** How columns are declared. */
export interface TableSqlOptions {
  /**
   * DuckDB: digits after the point, 0 to 38, of a decimal column of 38 digits. Without it decimals are text, which holds any number of digits. The other
   * databases need none: `NUMERIC` of PostgreSQL keeps every digit, and SQLite, whose numbers are binary, gets text.
   */
  readonly scale?: number;
}

/** A name as SQL has it, whatever it consists of. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL has it, whatever it consists of. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The statement that makes the table when it is not there: the run's id in front, then a column each. Decimals have a type that keeps their digits.
 *
 * @throws TelemetryError `BAD_TABLE`; `BAD_TELEMETRY_INPUT` when `scale` is no integer from 0 to 38
 */
export function createTableSql(table: TableShape, dialect: SqlDialect, { scale }: TableSqlOptions = {}): string {
  if (table !== RUNS_TABLE) checkTables([table]);
  if (scale !== undefined && !(Number.isInteger(scale) && scale >= 0 && scale <= DECIMAL_DIGITS))
    throw badInput('scale', scale, `an integer from 0 to ${DECIMAL_DIGITS}`);
  const types: Readonly<Record<TableColumn['type'], string>> = {
    text: 'TEXT',
    integer: 'BIGINT',
    real: REALS[dialect],
    decimal: decimalType(dialect, scale),
    boolean: 'BOOLEAN',
  };
  const columns = storedColumns(table).map(
    ({ name, type, nullable }) => `  ${quoteName(name)} ${types[type]}${nullable === true ? '' : ' NOT NULL'}`,
  );
  return `CREATE TABLE IF NOT EXISTS ${quoteName(table.name)} (\n${columns.join(',\n')}\n);`;
}

/** Floating point numbers of 64 bits, by the name each database has for them. */
const REALS: Readonly<Record<SqlDialect, string>> = { duckdb: 'DOUBLE', postgres: 'DOUBLE PRECISION', sqlite: 'REAL' };

function decimalType(dialect: SqlDialect, scale: number | undefined): string {
  if (dialect === 'postgres') return 'NUMERIC';
  return dialect === 'duckdb' && scale !== undefined ? `DECIMAL(${DECIMAL_DIGITS}, ${scale})` : 'TEXT';
}
