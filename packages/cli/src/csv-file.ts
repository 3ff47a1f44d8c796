import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { csvRows } from './csv.js';

const CHUNK_BYTES = 1 << 18;

/** A row of a table, as a file has it: empty cells are null. */
export type FileRow = Readonly<Record<string, string | null>>;

/** The rows of a file of comma-separated values, one at a time: memory does not grow with the file. */
export function* readCsvFile(file: string): Generator<FileRow, void, void> {
  let names: readonly string[] | undefined;
  for (const record of csvRecords(file)) {
    const cells = record.includes('"') ? (csvRows(record)[0] ?? []) : record.split(',');
    if (names === undefined) names = cells;
    else yield Object.fromEntries(names.map((name, k) => [name, cells[k] === '' ? null : (cells[k] ?? null)]));
  }
}

/** The lines of a file of comma-separated values, joined where a quoted cell goes over several of them. */
export function* csvRecords(file: string): Generator<string, void, void> {
  let record = '';
  for (const line of readLines(file)) {
    record = record === '' ? line : `${record}\n${line}`;
    // As long as a quote is open there is an odd number of them.
    if (record.includes('"') && record.split('"').length % 2 === 0) continue;
    yield record;
    record = '';
  }
}

/**
 * The lines of a file, without their ends, one at a time; what stands behind the last one is none.
 *
 * @param each - is shown all bytes of the file, piece by piece, as they are read
 */
export function* readLines(file: string, each?: (bytes: Uint8Array) => void): Generator<string, void, void> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const bytes = chunk.subarray(0, read);
      each?.(bytes);
      const lines = (rest + decoder.write(bytes)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    closeSync(descriptor);
  }
}
