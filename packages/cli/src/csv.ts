/**
 * Reads comma-separated values as the tables of a run are written: a header, then one object per line.
 *
 * @throws SyntaxError with the line's number when a line has another number of cells than the header, or a quote is not closed
 */
export function parseCsv(text: string): readonly ReadonlyMap<string, string>[] {
  const [header, ...lines] = csvRows(text);
  if (header === undefined) return [];
  return lines.map((cells, index) => {
    if (cells.length !== header.length)
      throw new SyntaxError(`line ${index + 2} has ${cells.length} cells, the header has ${header.length}`);
    return new Map(header.map((name, column) => [name, cells[column] as string]));
  });
}

/**
 * The cells of comma-separated values, line by line.
 *
 * @throws SyntaxError with the line's number when a quote is not closed
 */
export function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  // Each match is one cell, quoted or plain, with what ends it.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null)
      throw new SyntaxError(`line ${rows.length + 1} has a quote that is not closed or not at a cell's edge`);
    row.push(match[1] === undefined ? (match[2] as string) : match[1].replaceAll('""', '"'));
    if (match[3] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  // The text ends behind a comma: its last cell is an empty one.
  if (row.length > 0) rows.push([...row, '']);
  return rows;
}
