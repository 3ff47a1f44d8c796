export { type DuckDbOptions, type DuckDbTables, openDuckDb } from './duckdb/duckdb-tables.js';
export type { QueryResult } from './duckdb/query-result.js';
export { openTableFiles, type TableFile, type TableFiles } from './duckdb/table-files.js';
