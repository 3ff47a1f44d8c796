import type { EventBase, TableSpec } from '@bagehot/kernel';
import { type Cell, type csvWriter, type jsonLinesWriter, TelemetryError, type TextWriter } from '@bagehot/telemetry';

/** Somebody paid something, or two prices were seen. */
export type PriceEvent =
  | (EventBase & { readonly kind: 'Paid'; readonly who: string; readonly price: string; readonly note: string | null })
  | (EventBase & { readonly kind: 'Seen'; readonly prices: readonly string[] });

export const PAYMENTS: TableSpec<PriceEvent> = {
  name: 'payments',
  columns: [
    { name: 'day', type: 'integer' },
    { name: 'who', type: 'text' },
    { name: 'price', type: 'decimal' },
    { name: 'high', type: 'boolean' },
    { name: 'note', type: 'text', nullable: true },
  ],
  rows: (e) => (e.kind === 'Paid' ? [[e.day, e.who, e.price, e.price.length > 3, e.note]] : []),
};

export const SIGHTINGS: TableSpec<PriceEvent> = {
  name: 'sightings',
  columns: [
    { name: 'day', type: 'integer' },
    { name: 'price', type: 'decimal', nullable: true },
  ],
  rows: (e) => (e.kind === 'Seen' ? e.prices.map((price) => [e.day, price === '' ? null : price]) : []),
};

export const paid = (day: number, who: string, price: string, note: string | null = null): PriceEvent => ({
  kind: 'Paid',
  day,
  who,
  price,
  note,
});

/** The code of the error that a call ends with. */
export function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof TelemetryError) return error.code;
    throw error;
  }
  return 'no error';
}

/** A writer of texts that are kept, with what became of them. */
export function keptTexts(make: typeof csvWriter | typeof jsonLinesWriter): {
  readonly writer: TextWriter;
  readonly texts: Map<string, string>;
  readonly closed: string[];
} {
  const texts = new Map<string, string>();
  const closed: string[] = [];
  const writer = make((table) => {
    texts.set(table, '');
    return {
      write: (text) => texts.set(table, `${texts.get(table)}${text}`),
      close: () => closed.push(table),
    };
  });
  return { writer, texts, closed };
}

/** Comma-separated values read back by the grammar of RFC 4180, character by character: an empty cell is null, a quoted one a text. */
export function readCsv(text: string): Cell[][] {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string | null = null;
    if (text[at] === '"') {
      cell = '';
      for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        if (at >= text.length) throw new SyntaxError('a quote is not closed');
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\n'; at++) cell = (cell ?? '') + text[at];
    }
    row.push(cell);
    if (text[at] === '\n') {
      rows.push(row);
      row = [];
    } else if (text[at] !== ',') throw new SyntaxError(`neither a comma nor a line feed at ${at}`);
    at++;
  }
  return rows;
}
