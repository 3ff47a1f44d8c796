import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { writing } from './write-error.js';

/** Appended text goes to the disk in pieces of about this size. */
const PIECE_CHARACTERS = 1 << 18;

/**
 * A file that is there whole or not at all: until it is finished its text lies beside it, under the name with `.partial` behind it, and what had the name before stays.
 */
export class WholeFile {
  readonly #file: string;
  #descriptor: number | undefined;
  #text = '';

  /** @throws CommandError with exit code 3 when it cannot be written */
  constructor(file: string) {
    this.#file = file;
    this.#descriptor = writing(file, () => openSync(this.#partial, 'w'));
  }

  /** @throws CommandError with exit code 3 when it cannot be written */
  append(text: string): void {
    this.#text += text;
    if (this.#text.length > PIECE_CHARACTERS) this.#flush();
  }

  /** Sends all of the text to the disk, so that little can go wrong afterwards. @throws CommandError with exit code 3 when it cannot be written */
  settle(): void {
    this.#flush();
  }

  /** Gives the file its name. @throws CommandError with exit code 3 when it cannot be written */
  finish(): void {
    this.#flush();
    this.#close();
    writing(this.#file, () => renameSync(this.#partial, this.#file));
  }

  /** Forgets the text, unless it was finished before. */
  discard(): void {
    if (this.#descriptor === undefined) return;
    this.#close();
    rmSync(this.#partial, { force: true });
  }

  get #partial(): string {
    return `${this.#file}.partial`;
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
