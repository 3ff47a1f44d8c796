import type { DuckDBConnection } from '@duckdb/node-api';
import { storedColumns, type TableShape } from '../table-shape.js';
import { DECIMAL_DIGITS, quoteName } from '../table-sql.js';
import { queryResult } from './query-result.js';

/** Name of the table that keeps the rows of a table, its decimals as text. */
export function textTable({ name }: TableShape): string {
  return `${name}_text`;
}

/**
 * Makes the view that shows a table's decimals as numbers: `DECIMAL(38, s)` with as many digits after the point as a column has by now. A column with a value
 * that has too many digits for any such type stays text. A row that comes later, with more digits, is refused by the view rather than rounded.
 */
export async function makeNumericView(connection: DuckDBConnection, table: TableShape): Promise<void> {
  const decimals = table.columns.filter(({ type }) => type === 'decimal').map(({ name }) => name);
  const scales = await decimalScales(connection, table, decimals);
  const columns = storedColumns(table).map(({ name }) => {
    const scale = scales.get(name);
    return scale === undefined ? quoteName(name) : `${asDecimal(name, scale)} AS ${quoteName(name)}`;
  });
  const select = `SELECT ${columns.join(', ')} FROM ${quoteName(textTable(table))}`;
  await connection.run(`CREATE OR REPLACE VIEW ${quoteName(table.name)} AS ${select}`);
}

/** A text as a decimal. The cast alone would round what has more digits than the type. */
function asDecimal(column: string, scale: number): string {
  const text = quoteName(column);
  const tooLong = `${placesOf(text)} > ${scale}`;
  return `CASE WHEN ${tooLong} THEN error('a decimal has more digits than its view was made for') ELSE CAST(${text} AS DECIMAL(${DECIMAL_DIGITS}, ${scale})) END`;
}

/** SQL for the digits after the point of a plain decimal. */
function placesOf(text: string): string {
  return `strlen(split_part(${text}, '.', 2))`;
}

/** Digits after the point per column whose values all fit into 38 digits. A column without values fits. */
async function decimalScales(
  connection: DuckDBConnection,
  table: TableShape,
  columns: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (columns.length === 0) return new Map();
  const counts = columns.map(quoteName).flatMap((text) => {
    // Zeros in front of a number take no room.
    const whole = `strlen(ltrim(split_part(${text}, '.', 1), '-0'))`;
    return [`coalesce(max(${placesOf(text)}), 0)`, `coalesce(max(${whole}), 0)`];
  });
  const { rows } = await queryResult(connection, `SELECT ${counts.join(', ')} FROM ${quoteName(textTable(table))}`);
  const found = rows[0] as readonly number[];
  return new Map(
    columns.flatMap((name, k) => {
      const places = found[2 * k] as number;
      const whole = found[2 * k + 1] as number;
      return places + whole <= DECIMAL_DIGITS ? [[name, places] as const] : [];
    }),
  );
}
