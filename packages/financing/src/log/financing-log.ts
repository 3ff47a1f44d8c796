import type { EventSink } from '@bagehot/kernel';
import type { FinancingEvent } from '../events.js';
import { refusal } from '../problems.js';
import { csvHead, csvRow } from './csv-lines.js';
import type { FinancingLogRow } from './log-schema.js';
import { type LoggedRound, loggedRound } from './logged-round.js';
import { rowsOf } from './round-rows.js';
import { RowWriter } from './row-writer.js';

/** Rows that are written at once. */
const ROWS_PER_PIECE = 256;

/** Somewhere text goes, piece by piece; each piece is a number of whole lines. */
export interface LogTextSink {
  /** Takes the next piece. */
  write(text: string): void;
}

/** What a log may be told. */
export interface FinancingLogOptions {
  /**
   * Reads a clock once per round, in whole nanoseconds. Without one `timestamp_ns` is 0, and logs of equal runs are equal byte by byte.
   */
  readonly clock?: () => number;
}

/**
 * The log of a run: one row per agent and round, rounds as they came, agents by ascending id. It keeps columns of integers; texts and objects are made on reading.
 *
 * @see financing specification, section 11
 */
export interface FinancingLog extends EventSink<FinancingEvent> {
  /** Rows so far. */
  readonly length: number;
  /** Every row as an object, made when it is asked for. */
  rows(): Iterable<FinancingLogRow>;
  /** Every row as a line of JSON, without its line feed. */
  lines(): Iterable<string>;
  /** Writes every row as a line of JSON, many at a time. */
  jsonLines(sink: LogTextSink): void;
  /** Writes a header and every row as comma-separated values, many at a time. Lists are JSON in a quoted cell, null is an empty cell. */
  csv(sink: LogTextSink): void;
}

/**
 * An empty log: a sink for the events of a spatial economy.
 *
 * @throws FinancingError `INVALID_OPTION`, from `emit`: the clock gave something else than a whole number of at least 0. The log is unchanged then
 */
export function createFinancingLog(options: FinancingLogOptions = {}): FinancingLog {
  const { clock } = options;
  const rounds: LoggedRound[] = [];
  let length = 0;
  const pieces = (rowsPerPiece: number): Generator<string> => textOf(rounds, rowsPerPiece);
  function* rows(): Generator<FinancingLogRow> {
    for (const line of pieces(1)) yield JSON.parse(line) as FinancingLogRow;
  }
  return {
    get length() {
      return length;
    },
    emit(event) {
      rounds.push(loggedRound(event, timestampOf(clock)));
      length += event.population.count;
    },
    rows,
    *lines() {
      for (const line of pieces(1)) yield line.slice(0, -1);
    },
    jsonLines(sink) {
      for (const text of pieces(ROWS_PER_PIECE)) sink.write(text);
    },
    csv(sink) {
      let text = csvHead();
      let count = 0;
      for (const row of rows()) {
        text += csvRow(row);
        if (++count % ROWS_PER_PIECE > 0) continue;
        sink.write(text);
        text = '';
      }
      if (text !== '') sink.write(text);
    },
  };
}

function timestampOf(clock: (() => number) | undefined): number {
  if (clock === undefined) return 0;
  const time = clock();
  if (!Number.isInteger(time) || time < 0 || time >= 1e21)
    throw refusal('INVALID_OPTION', 'clock', time, 'a clock of whole nanoseconds, at least 0');
  return time;
}

/** Every row as a line of JSON with its line feed, so many at a time. */
function* textOf(rounds: Iterable<LoggedRound>, rowsPerPiece: number): Generator<string> {
  const writer = new RowWriter();
  let count = 0;
  for (const round of rounds) {
    const write = rowsOf(round, writer);
    for (let row = 0; row < round.population.count; row++) {
      write(row);
      if (++count % rowsPerPiece === 0) yield writer.take();
    }
  }
  if (count % rowsPerPiece > 0) yield writer.take();
}
