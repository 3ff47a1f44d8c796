import { existsSync } from 'node:fs';
import path from 'node:path';
import type { EventRecord } from '@bagehot/kernel';
import { BALANCE_COLUMNS, type BalanceRow, balanceCells, replayBalances, SimError } from '@bagehot/sim';
import { parseCsv } from './csv.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { readInput } from './scenario-file.js';
import type { Terminal } from './terminal.js';

/** Differences shown before the rest is only counted. */
const SHOWN = 10;

interface ReplayOptions {
  readonly balances?: string;
  readonly json?: boolean;
}

/** Rebuilds every balance sheet from the log alone and holds it against the recorded ones, cell by cell, without tolerance. */
export function replay(eventsFile: string, options: ReplayOptions, terminal: Terminal): ExitCode {
  const balancesFile = options.balances ?? path.join(path.dirname(eventsFile), 'balances.csv');
  const rows = rebuild(eventsFile);
  if (options.balances === undefined && !existsSync(balancesFile))
    throw new CommandError(EXIT.badInput, `there is no ${balancesFile} to compare with; name it with --balances`);
  const differences = compare(rows, readBalances(balancesFile));
  const days = new Set(rows.map(({ day }) => day)).size;
  if (options.json === true)
    terminal.out(JSON.stringify({ agrees: differences.length === 0, days, sheets: rows.length, differences }));
  else if (differences.length === 0)
    terminal.out(`${eventsFile} gives all ${rows.length} balance sheets of ${days} days, to the last digit`);
  else {
    terminal.err(`${eventsFile} and ${balancesFile} differ in ${differences.length} cells:`);
    for (const difference of differences.slice(0, SHOWN)) terminal.err(`  ${difference}`);
    if (differences.length > SHOWN) terminal.err(`  and ${differences.length - SHOWN} more`);
  }
  return differences.length === 0 ? EXIT.ok : EXIT.failed;
}

function rebuild(file: string): readonly BalanceRow[] {
  try {
    return [...replayBalances(records(file, readInput(file)))];
  } catch (error) {
    if (error instanceof SimError) throw new CommandError(EXIT.badInput, `${file}: ${error.message}`);
    throw error;
  }
}

function* records(file: string, text: string): Generator<EventRecord> {
  let number = 0;
  for (const line of text.split('\n')) {
    number++;
    if (line === '') continue;
    try {
      yield JSON.parse(line) as EventRecord;
    } catch {
      throw new CommandError(EXIT.badInput, `${file}:${number}: is no line of JSON`);
    }
  }
}

function readBalances(file: string): readonly ReadonlyMap<string, string>[] {
  try {
    return parseCsv(readInput(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(EXIT.badInput, `${file}: ${error.message}`);
    throw error;
  }
}

function compare(rows: readonly BalanceRow[], recorded: readonly ReadonlyMap<string, string>[]): readonly string[] {
  const differences: string[] = [];
  if (rows.length !== recorded.length)
    differences.push(`the log gives ${rows.length} balance sheets, the file has ${recorded.length}`);
  for (const [index, row] of rows.slice(0, recorded.length).entries()) {
    const cells = balanceCells(row);
    BALANCE_COLUMNS.forEach((column, k) => {
      const other = recorded[index]?.get(column);
      if (cells[k] !== other)
        differences.push(`day ${row.day}, ${row.agent}, ${column}: the log gives ${cells[k]}, the file has ${other}`);
    });
  }
  return differences;
}
