import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GrowingFile } from './growing-file.js';
import { writing } from './write-error.js';

/** The folder a command writes to. */
export class OutputFolder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Makes the folder if it is not there.
   *
   * @throws CommandError with exit code 3 when that cannot be done
   */
  make(): void {
    writing(this.folder, () => makeFolder(this.folder));
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

  /** Removes a file; it need not be there. */
  remove(name: string): void {
    writing(this.pathOf(name), () => rmSync(this.pathOf(name), { force: true }));
  }
}

/**
 * Writes a whole file, making its folder if need be.
 *
 * @throws CommandError with exit code 3 when that cannot be done
 */
export function writeOutput(file: string, text: string): void {
  writing(file, () => {
    makeFolder(path.dirname(file));
    writeFileSync(file, text);
  });
}

/**
 * Makes sure that a file can be written later, so that a run is not computed in vain. What it holds stays.
 *
 * @throws CommandError with exit code 3 when it cannot
 */
export function requireWritable(file: string): void {
  writing(file, () => {
    makeFolder(path.dirname(file));
    writeFileSync(file, '', { flag: 'a' });
  });
}

/** Makes a folder and those above it. Node's recursive `mkdirSync` never returns where a folder cannot be made below one that is there, as in `/proc`. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const above = path.dirname(folder);
  if (!existsSync(above)) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in the meantime.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
