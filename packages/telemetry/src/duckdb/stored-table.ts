import type { TableColumn } from '@bagehot/kernel';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { badTable } from '../errors.js';
import { storedColumns, type TableShape } from '../table-shape.js';
import { createTableSql, DECIMAL_DIGITS, quoteName } from '../table-sql.js';

/** Name of the table that keeps the rows of a table, its decimals as numbers. */
export function rowsTable({ name }: TableShape): string {
  return `${name}_rows`;
}

/** Name of the table that keeps the rows of a table whose decimals do not fit there, as text. */
export function textTable({ name }: TableShape): string {
  return `${name}_text`;
}

/**
 * Makes a table when it is not there, and opens it.
 *
 * @param table - under the name that it has in the database
 * @param decimals - digits after the point of its decimal columns; undefined when they are text
 * @throws TelemetryError `BAD_TABLE` when the database has a table of that name with other columns
 */
export async function openTable(
  connection: DuckDBConnection,
  table: TableShape,
  decimals: number | undefined,
): Promise<DuckDBAppender> {
  await connection.run(createTableSql(table, 'duckdb', decimals === undefined ? {} : { scale: decimals }));
  const result = await connection.run(`SELECT * FROM ${quoteName(table.name)} LIMIT 0`);
  const types = result.columnTypes();
  const found = result.columnNames().map((name, k) => `${name} ${types[k]}`);
  const needed = storedColumns(table).map((column) => `${column.name} ${columnType(column, decimals)}`);
  if (found.join() !== needed.join())
    throw badTable(table.name, `${found.join(', ')} in the file`, `the columns ${needed.join(', ')}`);
  return connection.createAppender(table.name);
}

/** The type of a column, as DuckDB writes it. */
function columnType({ type }: TableColumn, decimals: number | undefined): string {
  if (type === 'integer') return 'BIGINT';
  if (type === 'real') return 'DOUBLE';
  if (type === 'boolean') return 'BOOLEAN';
  return type === 'decimal' && decimals !== undefined ? `DECIMAL(${DECIMAL_DIGITS},${decimals})` : 'VARCHAR';
}
