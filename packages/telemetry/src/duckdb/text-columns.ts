import type { DuckDBConnection } from '@duckdb/node-api';
import { DECIMAL_DIGITS, quoteName } from '../table-sql.js';
import { queryResult } from './query-result.js';

/** A column of a file, with the type that DuckDB gives it. */
export interface TextColumn {
  readonly name: string;
  readonly type: string;
}

/** Numbers that are written in no other way: without zeros in front, without an exponent. */
const INTEGER = '-?(0|[1-9][0-9]{0,17})';
const DECIMAL = '-?(0|[1-9][0-9]*)(\\.[0-9]+)?';

/** What all values of a column have in common. */
interface Findings {
  readonly values: number;
  readonly areIntegers: boolean;
  readonly areDecimals: boolean;
  readonly areFlags: boolean;
  /** Most digits after the point, and before it. */
  readonly places: number;
  readonly whole: number;
}

/**
 * SQL for the columns of `from`, those of texts as what all their values are: integers, decimals with as many digits as they need, flags, or texts. What a text
 * says is never rounded.
 */
export async function typedColumns(
  connection: DuckDBConnection,
  from: string,
  columns: readonly TextColumn[],
): Promise<readonly string[]> {
  const texts = columns.filter(({ name, type }) => type === 'VARCHAR' && !isName(name));
  const findings = await findingsOf(connection, from, texts);
  return columns.map(({ name }) => {
    const column = quoteName(name);
    const type = typeOf(findings.get(name));
    return type === undefined ? column : `CAST(${column} AS ${type}) AS ${column}`;
  });
}

/** Ids of runs and tickets may consist of digits, and are no numbers all the same. */
function isName(column: string): boolean {
  return /_id$|run_id/i.test(column);
}

function typeOf(findings: Findings | undefined): string | undefined {
  if (findings === undefined || findings.values === 0) return undefined;
  const { areIntegers, areDecimals, areFlags, places, whole } = findings;
  if (areFlags) return 'BOOLEAN';
  if (areIntegers) return 'BIGINT';
  return areDecimals && places + whole <= DECIMAL_DIGITS ? `DECIMAL(${DECIMAL_DIGITS}, ${places})` : undefined;
}

async function findingsOf(
  connection: DuckDBConnection,
  from: string,
  columns: readonly TextColumn[],
): Promise<ReadonlyMap<string, Findings>> {
  if (columns.length === 0) return new Map();
  const questions = columns.flatMap(({ name }) => {
    const text = quoteName(name);
    return [
      `count(${text})`,
      `coalesce(bool_and(regexp_full_match(${text}, '${INTEGER}')), false)`,
      `coalesce(bool_and(regexp_full_match(${text}, '${DECIMAL}')), false)`,
      `coalesce(bool_and(${text} IN ('true', 'false')), false)`,
      `coalesce(max(strlen(split_part(${text}, '.', 2))), 0)`,
      `coalesce(max(strlen(ltrim(split_part(${text}, '.', 1), '-'))), 0)`,
    ];
  });
  const { rows } = await queryResult(connection, `SELECT ${questions.join(', ')} FROM ${from}`);
  const found = rows[0] ?? [];
  const width = questions.length / columns.length;
  return new Map(
    columns.map(({ name }, k) => {
      const [values, areIntegers, areDecimals, areFlags, places, whole] = found.slice(k * width);
      const findings: Findings = {
        values: Number(values),
        areIntegers: areIntegers === true,
        areDecimals: areDecimals === true,
        areFlags: areFlags === true,
        places: Number(places),
        whole: Number(whole),
      };
      return [name, findings];
    }),
  );
}
