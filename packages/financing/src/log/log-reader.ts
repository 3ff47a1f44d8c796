import { Problems } from '../problems.js';
import type { FinancingLogRow } from './log-schema.js';
import { type JsonObject, readRow } from './row-reader.js';

/**
 * Reads a log of any version 1.x, of this package or of another simulator: decimals may be texts or numbers and become texts without an exponent or trailing
 * zeros; fields that a version did not have yet become null; columns that the schema does not know are kept under `extra`, and so is a column that has a name of
 * the schema's but another content, where the row's version leaves that name free (fields newer than the row, or any from 1.2.0 in rows of 1.3 and later).
 * Numbers that JSON cannot write but Python does (`NaN`, `Infinity`) are read as null and as the text `Infinity`.
 *
 * @param log - the whole text, or its lines, with or without line feeds. Empty lines count but say nothing
 * @throws FinancingError with every problem found: `LOG_VERSION_UNSUPPORTED` for another major version; `LOG_ROW_INVALID` for a line that is no JSON object, lacks
 * a field of 1.0.0, or has one of another content. `path` names line (from 1) and field
 * @example
 * const rows = parseLog(readFileSync('run.jsonl', 'utf8'));
 * @see financing specification, section 11
 */
export function parseLog(log: string | Iterable<string>): readonly FinancingLogRow[] {
  const problems = new Problems();
  const rows: FinancingLogRow[] = [];
  let number = 0;
  for (const line of linesOf(log)) {
    number++;
    if (line.trim() === '') continue;
    const path = `line ${number}`;
    const json = readObject(line);
    if (json === undefined) {
      problems.add('LOG_ROW_INVALID', path, line.length > 80 ? `${line.slice(0, 77)}...` : line, 'a JSON object');
      continue;
    }
    const row = readRow(json, path, problems);
    if (row !== undefined) rows.push(row);
  }
  problems.check();
  return rows;
}

/** A text as its lines; lines as they are. */
export function linesOf(log: string | Iterable<string>): Iterable<string> {
  return typeof log === 'string' ? log.split('\n') : log;
}

/** Some editors put it before the first line of a file. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A line as a JSON object, undefined if it is none. */
export function readObject(text: string): JsonObject | undefined {
  const line = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    try {
      value = JSON.parse(withoutBareNumbers(line));
    } catch {
      return undefined;
    }
  }
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts JSON in the place of what Python writes for numbers that are not finite. Texts stay as they are. */
function withoutBareNumbers(line: string): string {
  return line.replaceAll(/"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g, (match) => {
    if (match === 'NaN') return 'null';
    return match.startsWith('"') ? match : `"${match}"`;
  });
}
