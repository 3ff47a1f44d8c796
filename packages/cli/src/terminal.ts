import { EXIT } from './exit-code.js';
import { writeReason } from './write-error.js';

/** Where a command speaks, so that tests can listen. */
export interface Terminal {
  /** Results, on standard output. */
  out(text: string): void;
  /** Warnings and errors, on standard error. */
  err(text: string): void;
  /** Where progress is drawn; undefined when nobody watches. */
  readonly progress: NodeJS.WriteStream | undefined;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.on('error', (error) => outputLost(error, stream !== stderr));
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    progress: stderr.isTTY === true ? stderr : undefined,
  };
}

/** A reader that has read enough, such as `head`, is none of our business; a full disk is. */
function outputLost(error: NodeJS.ErrnoException, canTell: boolean): void {
  if (error.code === 'EPIPE') return;
  if (canTell) process.stderr.write(`cannot write standard output: ${writeReason(error)}\n`);
  process.once('exit', () => {
    process.exitCode = EXIT.cannotWrite;
  });
}
