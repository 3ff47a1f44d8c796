import { closeSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { writing } from './write-error.js';

/** Appended text goes to the disk in pieces of about this size. */
const PIECE_CHARACTERS = 1 << 18;

const MACHINE = hostname().replace(/[^A-Za-z0-9_-]/g, '_');
/** This process among all that may see the same folder. */
const PROCESS = `${MACHINE}-${process.pid}`;

/** Where a process keeps the text of a file until it is whole: two that write the same file must not write into one another's text. */
export function partialOf(file: string, owner: string = PROCESS): string {
  return `${file}.${owner}.partial`;
}

/**
 * A file that is there whole or not at all: until it is finished its text lies beside it, under a name of this process that ends in `.partial`, and what had the name
 * before stays. Of several processes that write the same file, the last one's stays.
 */
export class WholeFile {
  readonly #file: string;
  readonly #partial: string;
  #descriptor: number | undefined;
  #isLeft = true;
  #text = '';

  /** @throws CommandError with exit code 3 when it cannot be written */
  constructor(file: string, partial: string = partialOf(file)) {
    this.#file = file;
    this.#partial = partial;
    this.#descriptor = writing(file, () => openSync(partial, 'w'));
  }

  /** @throws CommandError with exit code 3 when it cannot be written */
  append(text: string): void {
    this.#text += text;
    if (this.#text.length > PIECE_CHARACTERS) this.#flush();
  }

  /** Sends all of the text to the file system, so that little can go wrong afterwards. @throws CommandError with exit code 3 when it cannot be written */
  settle(): void {
    this.#flush();
  }

  /** Gives the file its name. @throws CommandError with exit code 3 when it cannot be written */
  finish(): void {
    this.#flush();
    this.#close();
    writing(this.#file, () => renameSync(this.#partial, this.#file));
    this.#isLeft = false;
  }

  /** Forgets the text, unless it was finished before. */
  discard(): void {
    this.#close();
    if (this.#isLeft) rmSync(this.#partial, { force: true });
    this.#isLeft = false;
  }

  #flush(): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined || this.#text === '') return;
    const bytes = Buffer.from(this.#text, 'utf8');
    this.#text = '';
    // A single write may take only a part.
    for (let done = 0; done < bytes.length; ) done += writing(this.#file, () => writeSync(descriptor, bytes, done));
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/**
 * Removes what processes of this machine left in a folder when they were killed. Those of other machines may be alive.
 *
 * @throws CommandError with exit code 3 when a file cannot be removed
 */
export function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, machine, pid] = /\.([A-Za-z0-9_-]+)-(\d+)\.partial$/.exec(name) ?? [];
    if (machine !== MACHINE || isAlive(Number(pid))) continue;
    const file = path.join(folder, name);
    writing(file, () => rmSync(file, { force: true }));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process cannot be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Writes a whole text under a name, or leaves what is there.
 *
 * @throws CommandError with exit code 3 when it cannot be written
 */
export function writeWhole(file: string, text: string): void {
  const whole = new WholeFile(file);
  try {
    whole.append(text);
    whole.finish();
  } finally {
    whole.discard();
  }
}
