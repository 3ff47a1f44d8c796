import type { Cell } from './table-shape.js';
import { type OpenText, type TextWriter, textWriter } from './text-writer.js';

/** An empty cell is nothing, a quoted empty cell is an empty text. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line of comma-separated values, its line feed included. Decimals are written as they are, digit by digit. `null` is an empty cell, an empty text a quoted
 * one; names are users' text, so cells are quoted where they must be.
 *
 * @see RFC 4180 for what is quoted; lines end in a line feed alone
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

/**
 * Tables as comma-separated values: a header with the names of the columns, the run's id first, then a line per row, as
 * {@link csvLine} writes it.
 */
export function csvWriter(open: OpenText): TextWriter {
  return textWriter(open, {
    head: (columns) => csvLine(columns.map(({ name }) => name)),
    lines: (_, runId, rows) => {
      const front = csvCell(runId);
      let text = '';
      for (const row of rows) text += `${front},${csvLine(row)}`;
      return text;
    },
  });
}
