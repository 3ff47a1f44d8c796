import { decimal } from '@bagehot/kernel';
import { type DuckDBConnection, DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api';
import type { Cell, Row } from '../table-shape.js';

/** What a query found. */
export interface QueryResult {
  /** Names of the columns, as the statement gives them. */
  readonly columns: readonly string[];
  /**
   * Decimals are plain text without trailing zeros, as `Decimal` writes them; integers are numbers, and text where a number would round them; floating point
   * numbers stay what they are; every other type is text.
   */
  readonly rows: readonly Row[];
}

/** The last result of some statements, as cells. */
export async function queryResult(connection: DuckDBConnection, sql: string): Promise<QueryResult> {
  const reader = await connection.runAndReadAll(sql);
  return { columns: reader.columnNames(), rows: reader.getRows().map((row) => row.map(cellOf)) };
}

function cellOf(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof DuckDBDecimalValue ? decimal(value.toString()).toFixed() : String(value);
}
