import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { BALANCE_COLUMNS, type BalanceRow, balanceCells, replayBalances, SimError } from '@bagehot/sim';
import { parseCsv } from './csv.js';
import { readLines } from './csv-file.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { manifestDifferences, readRecords } from './recorded-log.js';
import { readInput, reading } from './scenario-file.js';
import type { Terminal } from './terminal.js';

/** Differences shown before the rest is only counted. */
const SHOWN = 10;
/** In the first line of an exchange's log. */
const EXCHANGE = '"kind":"ExchangeOpened"';
/** Rows of a financing economy begin with the version of their schema. */
const FINANCING = '"core_schema_version"';

interface ReplayOptions {
  readonly balances?: string;
  readonly json?: boolean;
}

/**
 * Rebuilds every balance sheet from the log alone and holds it against the recorded ones, cell by cell, without tolerance. A manifest beside the log
 * must know the log too. The log of a financing economy is checked against itself and its digest, that of an exchange against itself and the manifest.
 */
export async function replay(eventsFile: string, options: ReplayOptions, terminal: Terminal): Promise<ExitCode> {
  const begin = reading(eventsFile, () => firstLine(eventsFile));
  if (begin.includes(EXCHANGE)) {
    const { replayExchangeLog } = await import('./exchange/replay-log.js');
    return replayExchangeLog(eventsFile, options, terminal);
  }
  const log = readInput(eventsFile);
  if (begin.includes(FINANCING)) {
    const { replayFinancingLog } = await import('./financing/replay-log.js');
    return replayFinancingLog(eventsFile, log, options, terminal);
  }
  const balancesFile = options.balances ?? path.join(path.dirname(eventsFile), 'balances.csv');
  if (options.balances === undefined && !existsSync(balancesFile))
    throw new CommandError(EXIT.badInput, `there is no ${balancesFile} to compare with; name it with --balances`);
  const rows = rebuild(eventsFile, log);
  const sha256 = createHash('sha256').update(log).digest('hex');
  const differences = [
    ...manifestDifferences(eventsFile, sha256),
    ...sheetDifferences(rows, readBalances(balancesFile)),
  ];
  const days = new Set(rows.map(({ day }) => day)).size;
  if (options.json === true)
    terminal.out(JSON.stringify({ agrees: differences.length === 0, days, sheets: rows.length, differences }));
  else if (differences.length === 0)
    terminal.out(`${eventsFile} gives all ${rows.length} balance sheets of ${days} days, to the last digit`);
  if (differences.length === 0) return EXIT.ok;
  terminal.err(`${eventsFile} and what was recorded with it differ ${differences.length} times:`);
  for (const difference of differences.slice(0, SHOWN)) terminal.err(`  ${difference}`);
  if (differences.length > SHOWN) terminal.err(`  and ${differences.length - SHOWN} more`);
  return EXIT.failed;
}

function firstLine(file: string): string {
  for (const line of readLines(file)) return line;
  return '';
}

function rebuild(file: string, log: string): readonly BalanceRow[] {
  try {
    return [...replayBalances(readRecords(file, log))];
  } catch (error) {
    if (error instanceof SimError) throw new CommandError(EXIT.badInput, `${file}: ${error.message}`);
    throw error;
  }
}

/**
 * The balance sheets of a file.
 *
 * @throws CommandError with exit code 2 when it cannot be read
 */
export function readBalances(file: string): readonly ReadonlyMap<string, string>[] {
  try {
    return parseCsv(readInput(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(EXIT.badInput, `${file}: ${error.message}`);
    throw error;
  }
}

/** Sheets are matched by day and agent, so that a missing one does not make all that follow differ. */
function sheetDifferences(
  rows: readonly BalanceRow[],
  recorded: readonly ReadonlyMap<string, string>[],
): readonly string[] {
  const differences: string[] = [];
  if (rows.length !== recorded.length)
    differences.push(`the log gives ${rows.length} balance sheets, the file has ${recorded.length}`);
  const left = new Map(recorded.map((sheet) => [`${sheet.get('day')}, ${sheet.get('agent')}`, sheet]));
  for (const row of rows) {
    const place = `day ${row.day}, ${row.agent}`;
    const sheet = left.get(`${row.day}, ${row.agent}`);
    left.delete(`${row.day}, ${row.agent}`);
    if (sheet === undefined) {
      differences.push(`${place}: the log gives a balance sheet, the file has none`);
      continue;
    }
    for (const [k, cell] of balanceCells(row).entries()) {
      const column = BALANCE_COLUMNS[k] as string;
      const other = sheet.get(column);
      if (cell !== other) differences.push(`${place}, ${column}: the log gives ${cell}, the file has ${other}`);
    }
  }
  for (const place of left.keys()) differences.push(`day ${place}: the file has a balance sheet, the log gives none`);
  return differences;
}
