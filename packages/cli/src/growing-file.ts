import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { writing } from './write-error.js';

/** Appended text is turned into bytes in pieces of about this size. */
const PIECE_CHARACTERS = 1 << 18;

/**
 * A file that grows by commits: text that was appended reaches the disk when it is committed, whole or not at all. So a run that is cut off in the
 * middle of a day leaves the days before it. Text may be appended before the file is opened; the file's earlier content stays until the first commit.
 */
export class GrowingFile {
  readonly #file: string;
  #descriptor: number | undefined;
  #text = '';
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Makes sure of the file, which is made if it is not there.
   *
   * @throws CommandError with exit code 3 when it cannot be written
   */
  open(): void {
    this.#descriptor ??= writing(this.#file, () => openSync(this.#file, 'a'));
  }

  append(text: string): void {
    this.#text += text;
    if (this.#text.length > PIECE_CHARACTERS) this.#gather();
  }

  /** @throws CommandError with exit code 3 when not all could be written; the file is then as it was */
  commit(): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    if (this.#size === 0) truncate(descriptor, 0);
    this.#gather();
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    try {
      // A single write may take only a part, for instance on a full pipe.
      for (let done = 0; done < bytes.length; ) done += writing(this.#file, () => writeSync(descriptor, bytes, done));
    } catch (error) {
      truncate(descriptor, this.#size);
      throw error;
    }
    this.#size += bytes.length;
  }

  /** Lets the file go. What was not committed is dropped. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #gather(): void {
    if (this.#text === '') return;
    this.#pieces.push(Buffer.from(this.#text, 'utf8'));
    this.#text = '';
  }
}

/** Pipes and devices have no length. */
function truncate(descriptor: number, size: number): void {
  if (fstatSync(descriptor).isFile()) ftruncateSync(descriptor, size);
}
