import { existsSync } from 'node:fs';
import path from 'node:path';
import { BagehotError } from '@bagehot/kernel';
import { checkLog } from '@bagehot/sim';
import { CommandError, EXIT, type ExitCode } from '../exit-code.js';
import { readInput } from '../scenario-file.js';
import type { Terminal } from '../terminal.js';

/** Differences shown before the rest is only counted. */
const SHOWN = 10;

/**
 * Plays the run of a financing economy again from its log alone, checks all that the log can prove, and holds it against the digest beside it, which finds every
 * letter that was changed.
 */
export async function replayFinancingLog(
  file: string,
  log: string,
  options: { readonly balances?: string; readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.balances !== undefined)
    throw new CommandError(EXIT.badInput, `--balances: ${file} is the log of a financing economy, which has none`);
  const digestFile = path.join(path.dirname(file), 'log.digest.json');
  const hasDigest = path.basename(file) === 'log.jsonl' && existsSync(digestFile);
  const { rounds, rows, differences } = await check(file, log, hasDigest ? digestFile : undefined);
  if (options.json === true)
    terminal.out(JSON.stringify({ agrees: differences.length === 0, rounds, rows, digest: hasDigest, differences }));
  else if (differences.length === 0) {
    const beside = hasDigest ? `, and is the one its digest was made of` : '; there is no digest beside it';
    terminal.out(`${file} holds ${rows} rows of ${rounds} rounds that agree with one another${beside}`);
  }
  if (differences.length === 0) return EXIT.ok;
  terminal.err(`${file} cannot be the log of a run, or is another one, for ${count(differences.length)}:`);
  for (const difference of differences.slice(0, SHOWN)) terminal.err(`  ${difference}`);
  if (differences.length > SHOWN) terminal.err(`  and ${differences.length - SHOWN} more`);
  return EXIT.failed;
}

async function check(file: string, log: string, digestFile: string | undefined): ReturnType<typeof checkLog> {
  try {
    return await checkLog(log, digestFile === undefined ? undefined : digestIn(digestFile));
  } catch (error) {
    if (error instanceof BagehotError) throw new CommandError(EXIT.badInput, `${file}: ${error.message}`);
    throw error;
  }
}

function digestIn(file: string): NonNullable<Parameters<typeof checkLog>[1]> {
  try {
    return JSON.parse(readInput(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(EXIT.badInput, `${file} is no JSON`);
    throw error;
  }
}

function count(differences: number): string {
  return differences === 1 ? 'one reason' : `${differences} reasons`;
}
