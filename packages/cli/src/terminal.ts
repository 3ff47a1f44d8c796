/** Where a command speaks, so that tests can listen. */
export interface Terminal {
  /** Results, on standard output. */
  out(text: string): void;
  /** Warnings and errors, on standard error. */
  err(text: string): void;
  /** Is somebody watching standard error, so that progress is worth drawing? */
  readonly isWatched: boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    isWatched: process.stderr.isTTY === true,
  };
}
