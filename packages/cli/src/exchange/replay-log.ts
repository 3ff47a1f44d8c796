import { createHash } from 'node:crypto';
import { checkExchangeLog, type ExchangeLogCheck, SimError } from '@bagehot/sim';
import { readLines } from '../csv-file.js';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { manifestDifferences } from '../recorded-log.js';
import type { Terminal } from '../terminal.js';

/** Differences shown before the rest is only counted. */
const SHOWN = 10;
const LINE_FEED = '\n'.charCodeAt(0);

/**
 * Plays the run of an exchange again from its log alone, checks all that the log can prove, and holds it against the manifest beside it, which finds every letter that
 * was changed. The log is read line by line.
 */
export function replayExchangeLog(
  file: string,
  options: { readonly balances?: string; readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  if (options.balances !== undefined)
    throw new CommandError(EXIT.badInput, `--balances: ${file} is the log of an exchange, which has none`);
  const { check, sha256 } = read(file);
  const { level, ticks, records, trades } = check;
  const differences = [...manifestDifferences(file, sha256), ...check.differences];
  if (options.json === true)
    terminal.out(JSON.stringify({ agrees: differences.length === 0, level, ticks, records, trades, differences }));
  else if (differences.length === 0) {
    const told = level === 'minimal' ? '; of holdings the level minimal tells nothing' : '';
    terminal.out(
      `${file} holds ${records} records of ${ticks} ticks with ${trades} trades that agree with one another${told}`,
    );
  }
  if (differences.length === 0) return EXIT.ok;
  const reasons = differences.length === 1 ? 'one reason' : `${differences.length} reasons`;
  terminal.err(`${file} cannot be the log of a run, or is another one, for ${reasons}:`);
  for (const difference of differences.slice(0, SHOWN)) terminal.err(`  ${difference}`);
  if (differences.length > SHOWN) terminal.err(`  and ${differences.length - SHOWN} more`);
  return EXIT.failed;
}

function read(file: string): { readonly check: ExchangeLogCheck; readonly sha256: string } {
  const hash = createHash('sha256');
  let last: number | undefined;
  const lines = readLines(file, (bytes) => {
    hash.update(bytes);
    last = bytes.at(-1);
  });
  try {
    const check = checkExchangeLog(lines);
    if (last !== LINE_FEED) throw new CommandError(EXIT.badInput, `${file}: its last line is cut off`);
    return { check, sha256: hash.digest('hex') };
  } catch (error) {
    if (error instanceof SimError) throw new CommandError(EXIT.badInput, `${file}: ${error.message}`);
    throw error;
  }
}
