import { type Decimal, decimal, quotient, ZERO } from '@bagehot/kernel';
import { ReportError } from '../errors.js';
import { integerOf, isSet, readDecimal, textOf } from '../record.js';

/** Searches of one arm at one point: how far the field could go. */
export interface FrontierCell {
  readonly arm: string;
  /** Values of the axes; empty where the search has none. */
  readonly values: readonly string[];
  searches: number;
  feasible: number;
  /** Searches whose high end was still safe. */
  open: number;
  /** Sums over feasible searches, and over those that found an upper end. */
  safe: Decimal;
  unsafe: Decimal;
}

/** All searches of a sweep. */
export interface Frontiers {
  /** Name of the searched field. */
  readonly path: string;
  readonly cells: readonly FrontierCell[];
  readonly searches: number;
  /** Searches that are in no cell because there are too many cells. */
  readonly left: number;
}

/** More cells than these are not kept. */
const MOST_CELLS = 200;

/** A mean, rounded half-even at 24 decimals; undefined of nothing. */
export function meanEnd(total: Decimal, count: number): Decimal | undefined {
  return count === 0 ? undefined : quotient(total, decimal(count));
}

function endOf(row: object, position: number, field: 'safe' | 'unsafe'): Decimal | undefined {
  const given: unknown = Reflect.get(row, field);
  if (given === null || given === undefined || given === '') return undefined;
  const value = readDecimal(given);
  if (value !== undefined) return value;
  const shown = JSON.stringify(given).slice(0, 200);
  throw new ReportError(
    'BAD_ROW',
    { row: position, field, value: shown, allowed: 'a decimal or null' },
    `row ${position} of the frontier: ${field} is ${shown}, but must be a decimal or null`,
  );
}

/**
 * Reads the rows of `frontier.csv`: replicates of one arm at one point are put together.
 *
 * @throws ReportError `BAD_ROW`
 */
export function readFrontiers(rows: Iterable<object>, axes: readonly string[]): Frontiers | undefined {
  const cells = new Map<string, FrontierCell>();
  let [path, left, position] = ['', 0, 0];
  for (const row of rows) {
    const at = position++;
    if (integerOf(row, 'index') === undefined)
      throw new ReportError(
        'BAD_ROW',
        { row: at, field: 'index', value: textOf(row, 'index') || 'missing', allowed: 'a whole number' },
        `row ${at} of the frontier: index must be a whole number`,
      );
    path ||= textOf(row, 'path');
    const [arm, values] = [textOf(row, 'arm'), axes.map((axis) => textOf(row, axis))];
    const key = JSON.stringify([arm, ...values]);
    let cell = cells.get(key);
    if (cell === undefined) {
      if (cells.size === MOST_CELLS) {
        left++;
        continue;
      }
      cell = { arm, values, searches: 0, feasible: 0, open: 0, safe: ZERO, unsafe: ZERO };
      cells.set(key, cell);
    }
    const [safe, unsafe] = [endOf(row, at, 'safe'), endOf(row, at, 'unsafe')];
    cell.searches++;
    if (!isSet(row, 'feasible') || safe === undefined) continue;
    cell.feasible++;
    cell.safe = cell.safe.plus(safe);
    if (unsafe === undefined) cell.open++;
    else cell.unsafe = cell.unsafe.plus(unsafe);
  }
  return cells.size === 0 ? undefined : { path, cells: [...cells.values()], searches: position, left };
}
