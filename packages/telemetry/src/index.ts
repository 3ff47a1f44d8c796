export { csvLine, csvWriter } from './csv-writer.js';
export { TelemetryError, type TelemetryErrors } from './errors.js';
export { jsonLine, jsonLinesWriter } from './json-lines-writer.js';
export { type MemoryTable, type MemoryWriter, memoryWriter } from './memory-writer.js';
export { type Cell, type Row, RUN_COLUMN, RUNS_TABLE, type TableShape } from './table-shape.js';
export { type TableSink, type TableSinkOptions, tableSink } from './table-sink.js';
export { createTableSql, type SqlDialect, type TableSqlOptions } from './table-sql.js';
export type { RunLabel, TableWriter } from './table-writer.js';
export type { OpenText, TextSink, TextWriter } from './text-writer.js';
