/** What a cell of a printed table may hold; null is an empty one. */
export type TableValue = string | number | boolean | null;

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** Columns under one another for people, a line for the header: numbers to the right, all else to the left. */
export function textTable(header: readonly string[], rows: readonly (readonly TableValue[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '–' : oneLine(String(cell)))));
  const columns = header.map((name, k) => {
    const column = cells.map((row) => row[k] as string);
    return {
      width: column.reduce((most, cell) => Math.max(most, cell.length), name.length),
      isNumeric: column.some((cell) => cell !== '–') && column.every((cell) => cell === '–' || NUMBER.test(cell)),
    };
  });
  const line = (texts: readonly string[]): string =>
    columns
      .map(({ width, isNumeric }, k) => (isNumeric ? texts[k]?.padStart(width) : texts[k]?.padEnd(width)))
      .join('  ')
      .trimEnd();
  return [header, columns.map(({ width }) => '-'.repeat(width)), ...cells].map(line).join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
