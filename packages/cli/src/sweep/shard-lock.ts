import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { CommandError, EXIT } from '../exit-code.js';
import { writing } from '../write-error.js';

/**
 * Keeps a second process of this machine from the rows that this one is writing. What a process left that is gone counts for nothing, nor does another machine's:
 * whether that one is still at work cannot be known here.
 *
 * @param file - of the rows
 * @returns what gives the rows free
 * @throws CommandError with exit code 2 when another process is at work, 3 when the lock cannot be written
 */
export function lockRows(file: string): () => void {
  const lock = `${file}.lock`;
  const holder = holderOf(lock);
  if (holder !== undefined)
    throw new CommandError(
      EXIT.badInput,
      `process ${holder} is writing these rows already; if that is not so, remove ${lock}`,
    );
  writing(lock, () => writeFileSync(lock, `${process.pid} ${hostname()}\n`));
  return () => rmSync(lock, { force: true });
}

/** The process that holds a lock, if it is another one of this machine that lives. */
function holderOf(lock: string): number | undefined {
  const [pid, host] = textOf(lock).trim().split(' ');
  const number = Number(pid);
  if (host !== hostname() || !Number.isSafeInteger(number) || number <= 0 || number === process.pid) return undefined;
  try {
    // Signal 0 only asks whether there is such a process.
    process.kill(number, 0);
    return number;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? number : undefined;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
