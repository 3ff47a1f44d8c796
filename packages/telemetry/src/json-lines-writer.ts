import { type OpenText, type TextWriter, textWriter } from './text-writer.js';

/**
 * Tables as lines of JSON: an object per row, its fields in the order of the columns, `run_id` first. Decimals are text, so that no reader rounds them.
 */
export function jsonLinesWriter(open: OpenText): TextWriter {
  return textWriter(open, {
    head: () => '',
    lines: (columns, runId, rows) => {
      // Written by hand: an object would move columns whose name is a number to its front.
      const [front, ...keys] = columns.map(({ name }) => `${JSON.stringify(name)}:`);
      const start = `{${front}${JSON.stringify(runId)}`;
      let text = '';
      for (const row of rows)
        text += `${start}${keys.map((key, k) => `,${key}${JSON.stringify(row[k] ?? null)}`).join('')}}\n`;
      return text;
    },
  });
}
