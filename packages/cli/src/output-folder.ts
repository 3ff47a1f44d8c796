import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { CommandError, EXIT } from './exit-code.js';

/** Text is handed to the operating system in pieces of about this size. */
const BUFFER_CHARACTERS = 1 << 18;

/** A file that grows by whole lines; what was flushed is complete even if the process is interrupted later. */
export class GrowingFile {
  readonly #descriptor: number;
  readonly #file: string;
  #pending = '';

  constructor(file: string) {
    this.#file = file;
    this.#descriptor = writable(file, () => openSync(file, 'w'));
  }

  append(text: string): void {
    this.#pending += text;
    if (this.#pending.length > BUFFER_CHARACTERS) this.flush();
  }

  flush(): void {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    // A single write may take only a part, for instance on a full pipe.
    for (let done = 0; done < bytes.length; )
      done += writable(this.#file, () => writeSync(this.#descriptor, bytes, done));
  }

  close(): void {
    this.flush();
    closeSync(this.#descriptor);
  }
}

/** The folder a command writes to. It is made when the command starts, so that a run is not computed in vain. */
export class OutputFolder {
  readonly folder: string;

  /** @throws CommandError with exit code 3 when the folder cannot be made */
  constructor(folder: string) {
    this.folder = folder;
    writable(folder, () => mkdirSync(folder, { recursive: true }));
  }

  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  grow(name: string): GrowingFile {
    return new GrowingFile(this.pathOf(name));
  }

  write(name: string, text: string): void {
    writeOutput(this.pathOf(name), text);
  }
}

/**
 * Writes a whole file, making its folder if need be.
 *
 * @throws CommandError with exit code 3 when that cannot be done
 */
export function writeOutput(file: string, text: string): void {
  writable(file, () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  });
}

function writable<T>(file: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new CommandError(EXIT.cannotWrite, `cannot write ${file}: ${describe(reason)}`);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on the device'],
  ['ENOTDIR', 'a part of the path is a file'],
  ['EEXIST', 'a file of that name exists where a folder is needed'],
  ['EISDIR', 'a folder of that name exists where a file is needed'],
]);

function describe(reason: string): string {
  const text = REASONS.get(reason);
  return text === undefined ? reason : `${text} (${reason})`;
}
