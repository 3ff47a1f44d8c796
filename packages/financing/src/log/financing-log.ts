import type { EventSink } from '@bagehot/kernel';
import type { FinancingEvent } from '../events.js';
import { refusal } from '../problems.js';
import { csvHead, csvLine } from './csv-lines.js';
import { jsonLine } from './json-lines.js';
import type { FinancingLogRow } from './log-schema.js';
import { type LoggedRound, loggedRound } from './logged-round.js';
import { rowCells } from './row-cells.js';

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
  /** Writes every row as a line of JSON, a round at a time. */
  jsonLines(sink: LogTextSink): void;
  /** Writes a header and every row as comma-separated values, a round at a time. Lists are JSON in a quoted cell, null is an empty cell. */
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
  function* lines(): Generator<string> {
    for (const round of rounds) yield* roundLines(round, jsonLine);
  }
  const write = (sink: LogTextSink, line: (cells: readonly string[]) => string): void => {
    for (const round of rounds) {
      let text = '';
      for (const row of roundLines(round, line)) text += `${row}\n`;
      if (text !== '') sink.write(text);
    }
  };
  return {
    get length() {
      return length;
    },
    emit(event) {
      rounds.push(loggedRound(event, timestampOf(clock)));
      length += event.population.count;
    },
    *rows() {
      for (const line of lines()) yield JSON.parse(line) as FinancingLogRow;
    },
    lines,
    jsonLines(sink) {
      write(sink, jsonLine);
    },
    csv(sink) {
      sink.write(`${csvHead()}\n`);
      write(sink, csvLine);
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

function* roundLines(round: LoggedRound, line: (cells: readonly string[]) => string): Generator<string> {
  const cells = rowCells(round);
  for (let row = 0; row < round.population.count; row++) yield line(cells(row));
}
