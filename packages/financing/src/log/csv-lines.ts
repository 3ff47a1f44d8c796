import { type FinancingLogRow, LOG_FIELDS } from './log-schema.js';

/** The names of the columns. */
export function csvHead(): string {
  return `${LOG_FIELDS.map(({ name }) => name).join(',')}\n`;
}

/** One row as comma-separated values: lists are JSON, null is nothing. */
export function csvRow(row: FinancingLogRow): string {
  return `${LOG_FIELDS.map(({ name }) => csvCell(row[name])).join(',')}\n`;
}

/**
 * One cell, quoted where it must be.
 *
 * @see RFC 4180 for what that is
 */
export function csvCell(value: unknown): string {
  if (value === null) return '';
  const text = Array.isArray(value) ? JSON.stringify(value) : String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
