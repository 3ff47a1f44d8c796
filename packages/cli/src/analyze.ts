import { type Decimal, decimal, type EventRecord, sum, ZERO } from '@bagehot/kernel';
import { renderReport } from '@bagehot/report';
import {
  BALANCE_COLUMNS,
  balanceCells,
  type PlainRecord,
  type RecordedMetrics,
  recordMetrics,
  replayBalances,
  SimError,
} from '@bagehot/sim';
import { type DayRanges, dayRanges } from './day-ranges.js';
import { CommandError, EXIT, type ExitCode } from './exit-code.js';
import { requireWritable, writeOutput } from './output-folder.js';
import { readRecords } from './recorded-log.js';
import { readBalances } from './replay.js';
import { csvTable, json } from './run-folder.js';
import { readInput } from './scenario-file.js';
import { dayTable, recordedSummary } from './summary.js';
import type { Terminal } from './terminal.js';

/** Options of `bagehot analyze`. */
export interface AnalyzeOptions {
  readonly events: string;
  readonly balances?: string;
  readonly days?: string;
  readonly outCsv?: string;
  readonly outJson?: string;
  readonly intradayCsv?: string;
  readonly html?: string;
  readonly json?: boolean;
}

type Sheets = readonly ReadonlyMap<string, string>[];

/** Computes the metrics of a run from its log alone, prints them, and writes them where they are wanted. */
export function analyze(options: AnalyzeOptions, terminal: Terminal): ExitCode {
  const { events, outCsv, outJson, intradayCsv, html } = options;
  const days = dayRanges('--days', options.days);
  const records = [...readRecords(events, readInput(events))];
  if (records[0]?.['kind'] === 'ExchangeOpened')
    throw new CommandError(EXIT.badInput, `${events} is the log of an exchange, whose figures are in metrics.json`);
  const sheets = options.balances === undefined ? undefined : readBalances(options.balances);
  const analysis = restrict(measure(events, records, sheets), days);
  const [metrics, , intraday] = analysis.tables.map(({ columns, rows }) => csvTable(columns, rows));
  const outputs = [
    [outCsv, () => metrics ?? ''],
    [intradayCsv, () => intraday ?? ''],
    [outJson, () => json(analysis.record)],
    [html, () => reportOf(events, analysis.record, records, sheets)],
  ] as const;
  for (const [file] of outputs) if (file !== undefined) requireWritable(file);
  if (options.json === true) terminal.out(JSON.stringify(analysis.record));
  else {
    terminal.out(recordedSummary(analysis));
    terminal.out(dayTable(analysis.metrics));
  }
  for (const [file, text] of outputs) {
    if (file === undefined) continue;
    writeOutput(file, text());
    if (options.json !== true) terminal.out(`wrote ${file}`);
  }
  return EXIT.ok;
}

function measure(file: string, records: readonly EventRecord[], sheets: Sheets | undefined): RecordedMetrics {
  try {
    return recordMetrics(records, sheets === undefined ? {} : { moneyAtStart: moneyAtStart(sheets) });
  } catch (error) {
    if (error instanceof SimError) throw new CommandError(EXIT.badInput, `${file}: ${error.message}`);
    throw error;
  }
}

/** Money of all agents except the central bank at the start of each day: what there was at the end of the day before. */
function moneyAtStart(sheets: Sheets): readonly Decimal[] {
  const atEnd = new Map<string, Decimal>();
  for (const sheet of sheets) {
    const day = sheet.get('day') ?? '';
    const money = sheet.get('kind') === 'central_bank' ? [] : moneyIn(sheet);
    atEnd.set(day, sum([atEnd.get(day) ?? ZERO, ...money]));
  }
  const totals = Array.from(atEnd.keys(), (_, day) => {
    const total = atEnd.get(String(day));
    if (total !== undefined) return total;
    // The money of a later day would be taken for that of this one.
    throw new CommandError(
      EXIT.badInput,
      `--balances: there must be sheets of every day from 0 on, but day ${day} has none`,
    );
  });
  // Day 0 begins with what was there when the accounts were opened, which its own end still shows: debts fall due from day 1 on.
  return [...totals.slice(0, 1), ...totals];
}

function moneyIn(sheet: ReadonlyMap<string, string>): readonly Decimal[] {
  return ['cash', 'deposits', 'reserves'].map((column) => {
    const text = sheet.get(column) ?? '';
    try {
      return decimal(text);
    } catch {
      const place = `day ${sheet.get('day')}, ${sheet.get('agent')}`;
      throw new CommandError(EXIT.badInput, `--balances: ${column} of ${place} must be an amount, but is '${text}'`);
    }
  });
}

/** The same for some days only; the summary stays that of the whole run. */
function restrict({ metrics, record, tables }: RecordedMetrics, days: DayRanges | undefined): RecordedMetrics {
  if (days === undefined) return { metrics, record, tables };
  return {
    metrics: { ...metrics, days: metrics.days.filter(({ day }) => days.has(day)) },
    record: { ...record, days: (record['days'] as readonly PlainRecord[]).filter(({ day }) => days.has(Number(day))) },
    tables: tables.map((table) => ({ ...table, rows: table.rows.filter(([day]) => days.has(Number(day))) })),
  };
}

function reportOf(
  file: string,
  record: PlainRecord,
  records: readonly EventRecord[],
  sheets: Sheets | undefined,
): string {
  return renderReport({
    title: file,
    description: 'Metrics of a recorded log.',
    parameters: [],
    metrics: record,
    records,
    balances: sheets?.map((sheet) => Object.fromEntries(sheet)) ?? rebuilt(records),
    logName: file,
  });
}

/** Balance sheets from the log; none when it does not tell of every account. */
function rebuilt(records: readonly EventRecord[]): readonly object[] {
  try {
    return Array.from(replayBalances(records), (row) => {
      const cells = balanceCells(row);
      return Object.fromEntries(BALANCE_COLUMNS.map((column, k) => [column, cells[k]]));
    });
  } catch (error) {
    if (error instanceof SimError) return [];
    throw error;
  }
}
