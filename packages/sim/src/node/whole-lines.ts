import { closeSync, openSync, readSync } from 'node:fs';
import { storing } from './storage.js';

const CHUNK_BYTES = 1 << 18;
const LINE_END = 0x0a;

/** A line of a file, without its end. */
export interface WholeLine {
  readonly text: string;
  /** Where it ends in the file, its end included. */
  readonly end: number;
}

/** The lines of a file that have an end, one at a time: memory does not grow with the file. A line that was cut off is left out. @throws SimError `SWEEP_STORAGE` */
export function* wholeLines(file: string): Generator<WholeLine, void, void> {
  const descriptor = storing(file, () => openSync(file, 'r'));
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest: Buffer = Buffer.alloc(0);
    let end = 0;
    const next = (): number => storing(file, () => readSync(descriptor, chunk));
    for (let read = next(); read > 0; read = next()) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, start)) {
        end += at + 1 - start;
        yield { text: bytes.toString('utf8', start, at), end };
        start = at + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(descriptor);
  }
}
