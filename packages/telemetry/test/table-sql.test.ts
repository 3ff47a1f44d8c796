import { createTableSql, RUNS_TABLE, type SqlDialect, type TableShape } from '@bagehot/telemetry';
import { expect, it } from 'vitest';
import { codeOf, PAYMENTS } from './price-table.js';

const statement = (decimal: string): string => `CREATE TABLE IF NOT EXISTS "payments" (
  "run_id" TEXT NOT NULL,
  "day" BIGINT NOT NULL,
  "who" TEXT NOT NULL,
  "price" ${decimal} NOT NULL,
  "high" BOOLEAN NOT NULL,
  "note" TEXT
);`;

it.each<[SqlDialect, number | undefined, string]>([
  ['duckdb', undefined, 'TEXT'],
  ['duckdb', 0, 'DECIMAL(38, 0)'],
  ['duckdb', 24, 'DECIMAL(38, 24)'],
  ['postgres', undefined, 'NUMERIC'],
  ['postgres', 24, 'NUMERIC'],
  ['sqlite', undefined, 'TEXT'],
  ['sqlite', 24, 'TEXT'],
])('%s with scale %s keeps decimals as %s', (dialect, scale, type) => {
  expect(createTableSql(PAYMENTS, dialect, scale === undefined ? {} : { scale })).toBe(statement(type));
});

it('quotes names, whatever they consist of', () => {
  const table: TableShape = { name: 'a"; DROP', columns: [{ name: 'b"c', type: 'text' }] };
  expect(createTableSql(table, 'sqlite')).toBe(
    'CREATE TABLE IF NOT EXISTS "a""; DROP" (\n  "run_id" TEXT NOT NULL,\n  "b""c" TEXT NOT NULL\n);',
  );
});

it('makes the table of runs, too', () => {
  expect(createTableSql(RUNS_TABLE, 'postgres')).toBe(
    'CREATE TABLE IF NOT EXISTS "runs" (\n  "run_id" TEXT NOT NULL,\n  "seed" BIGINT NOT NULL\n);',
  );
});

it('refuses a scale out of range, and tables no database takes', () => {
  for (const scale of [-1, 39, 0.5])
    expect(codeOf(() => createTableSql(PAYMENTS, 'duckdb', { scale }))).toBe('BAD_TELEMETRY_INPUT');
  expect(codeOf(() => createTableSql({ name: 'runs', columns: PAYMENTS.columns }, 'sqlite'))).toBe('BAD_TABLE');
});
