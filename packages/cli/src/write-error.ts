import { CommandError, EXIT } from './exit-code.js';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on the device'],
  ['EFBIG', 'the file would become larger than is allowed'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOENT', 'a folder of the path is not there and cannot be made'],
  ['ENOTDIR', 'a part of the path is a file'],
  ['EEXIST', 'a file of that name exists where a folder is needed'],
  ['EISDIR', 'a folder of that name exists where a file is needed'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

/**
 * Runs something that writes a file.
 *
 * @throws CommandError with exit code 3, naming the file and the reason, when the operating system refuses
 */
export function writing<T>(file: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new CommandError(EXIT.cannotWrite, `cannot write ${file}: ${writeReason(error)}`);
  }
}

/** Why the operating system refused, in words. */
export function writeReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const text = code === undefined ? undefined : REASONS.get(code);
  return text === undefined ? message : `${text} (${code})`;
}
