export { type DuckDbOptions, type DuckDbTables, openDuckDb } from './duckdb/duckdb-tables.js';
export type { QueryResult } from './duckdb/query-result.js';
