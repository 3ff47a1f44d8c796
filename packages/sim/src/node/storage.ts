import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SimError } from '../errors.js';

/** Does something with a file. @throws SimError `SWEEP_STORAGE` with what the file system says: no space, no right, no such folder */
export function storing<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw storageError(file, error);
  }
}

/** What came of doing something with a file: an error of ours when it is the file system's, the same one otherwise. */
export function storageError(file: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const { code, message: reason } = error;
  return new SimError('SWEEP_STORAGE', { file, code, reason }, `${file}: ${reason}`);
}

/**
 * Gives a file that is complete and on the disk its name, for good: a file of that name that came first stays. Whoever writes the same file at the same time
 * writes the same bytes, so it does not matter who is first.
 */
export function nameFile(partial: string, file: string): void {
  storing(file, () => {
    try {
      linkSync(partial, file);
    } catch (error) {
      if (!existsSync(file)) renameWithoutLinks(partial, file, error);
    }
    syncFolder(path.dirname(file));
    rmSync(partial, { force: true });
  });
}

/** Not every file system has links: shares and object stores that look like one do not. */
function renameWithoutLinks(partial: string, file: string, noLink: unknown): void {
  try {
    renameSync(partial, file);
  } catch {
    // The other one may have been faster here, too.
    if (!existsSync(file)) throw noLink;
  }
}

/** Puts the names in a folder on the disk, where the system can do that. */
function syncFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
