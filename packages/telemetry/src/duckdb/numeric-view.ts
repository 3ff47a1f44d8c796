import type { DuckDBConnection } from '@duckdb/node-api';
import { storedColumns, type TableShape } from '../table-shape.js';
import { DECIMAL_DIGITS, quoteName } from '../table-sql.js';
import { queryResult } from './query-result.js';
import { rowsTable, textTable } from './stored-table.js';

/**
 * Makes the view that shows all rows of a table. As long as none is kept as text, that is one table. After that, a decimal column is `DECIMAL(38, s)` with as many
 * digits after the point as its values have by now, or text when they do not fit into 38 digits. A row that comes later, with more digits, is refused by the view
 * rather than rounded.
 */
export async function makeView(connection: DuckDBConnection, table: TableShape, hasTexts: boolean): Promise<void> {
  const select = hasTexts ? await selectAll(connection, table) : `SELECT * FROM ${quoteName(rowsTable(table))}`;
  await connection.run(`CREATE OR REPLACE VIEW ${quoteName(table.name)} AS ${select}`);
}

/** Rows kept as numbers, then those kept as text, in columns of the same types. */
async function selectAll(connection: DuckDBConnection, table: TableShape): Promise<string> {
  const decimals = table.columns.filter(({ type }) => type === 'decimal').map(({ name }) => name);
  const texts = quoteName(textTable(table));
  const numbers = quoteName(rowsTable(table));
  const inTexts = await extents(connection, texts, decimals);
  const inNumbers = await extents(connection, `(${asText(table, decimals, numbers)})`, decimals);
  const scales = new Map(
    decimals.flatMap((name, k) => {
      const [a, b] = [inTexts[k] as Extent, inNumbers[k] as Extent];
      const places = Math.max(a.places, b.places);
      return places + Math.max(a.whole, b.whole) <= DECIMAL_DIGITS ? [[name, places] as const] : [];
    }),
  );
  const columns = storedColumns(table).map(({ name }) => {
    const scale = scales.get(name);
    return scale === undefined ? quoteName(name) : `${asDecimal(name, scale)} AS ${quoteName(name)}`;
  });
  return `SELECT ${columns.join(', ')} FROM (${asText(table, decimals, numbers)} UNION ALL SELECT * FROM ${texts})`;
}

/** Rows kept as numbers, with their decimals as plain text without trailing zeros. */
function asText(table: TableShape, decimals: readonly string[], from: string): string {
  const columns = storedColumns(table).map(({ name }) => {
    const column = quoteName(name);
    if (!decimals.includes(name)) return column;
    const text = `CAST(${column} AS VARCHAR)`;
    return `CASE WHEN contains(${text}, '.') THEN rtrim(rtrim(${text}, '0'), '.') ELSE ${text} END AS ${column}`;
  });
  return `SELECT ${columns.join(', ')} FROM ${from}`;
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

/** Most digits of a column, after the point and before it. */
interface Extent {
  readonly places: number;
  readonly whole: number;
}

/** The digits of decimal columns that are text. A column without values has none. */
async function extents(
  connection: DuckDBConnection,
  from: string,
  columns: readonly string[],
): Promise<readonly Extent[]> {
  const counts = columns.map(quoteName).flatMap((text) => {
    // Zeros in front of a number take no room.
    const whole = `strlen(ltrim(split_part(${text}, '.', 1), '-0'))`;
    return [`coalesce(max(${placesOf(text)}), 0)`, `coalesce(max(${whole}), 0)`];
  });
  const { rows } = await queryResult(connection, `SELECT ${counts.join(', ')} FROM ${from}`);
  const found = rows[0] as readonly number[];
  return columns.map((_, k) => ({ places: found[2 * k] as number, whole: found[2 * k + 1] as number }));
}
