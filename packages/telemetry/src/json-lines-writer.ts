import type { Cell, Row } from './table-shape.js';
import { type OpenText, type TextWriter, textWriter } from './text-writer.js';

/**
 * A row as a line of JSON, its line feed included: an object with the fields in the order of the columns. Written by hand, because an object would move columns
 * whose name is a number to its front.
 *
 * @param names - of the columns
 */
export function jsonLine(names: readonly string[]): (row: Row) => string {
  const keys = names.map((name, k) => `${k === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  return (row) => {
    let text = '';
    for (const [k, key] of keys.entries()) text += key + JSON.stringify(jsonCell(row[k] ?? null));
    return `${text}}\n`;
  };
}

/** JSON has no infinite numbers, and would make them nothing. */
function jsonCell(cell: Cell): Cell {
  return typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell;
}

/**
 * Tables as lines of JSON: an object per row, its fields in the order of the columns, `run_id` first. Decimals are text, so that no reader rounds them, and so are
 * infinite numbers.
 */
export function jsonLinesWriter(open: OpenText): TextWriter {
  return textWriter(open, {
    head: () => '',
    lines: (columns, runId, rows) => {
      const line = jsonLine(columns.map(({ name }) => name));
      let text = '';
      for (const row of rows) text += line([runId, ...row]);
      return text;
    },
  });
}
