import { LOG_FIELDS } from './log-schema.js';

/** The names of the columns, without a line feed. */
export function csvHead(): string {
  return LOG_FIELDS.map(({ name }) => name).join(',');
}

/** One row as comma-separated values, without a line feed. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

/** Texts lose the quotes of JSON, unless they need those of CSV; lists stay JSON; null is nothing. */
function csvCell(json: string): string {
  if (json === 'null') return '';
  const text = json.startsWith('"') ? (JSON.parse(json) as string) : json;
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
