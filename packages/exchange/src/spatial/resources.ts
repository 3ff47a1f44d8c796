import type { Good } from '../goods.js';
import type { Problems } from '../problems.js';

/** Grids of up to so many cells have a table of them. */
const MOST_CELLS = 2 ** 22;

/** Something that grows in a cell, as a caller writes it. */
export interface ResourceInput {
  readonly x: number;
  readonly y: number;
  readonly good: Good;
  /** A whole number from 1. It grows back to this amount. */
  readonly amount: number;
}

/** A resource cell as it is now. */
export interface ResourceCell extends ResourceInput {
  /** The amount it had in the beginning. */
  readonly original: number;
  /** The last tick in which somebody took of it; null when nobody has. */
  readonly lastHarvested: number | null;
  /** Who has claimed it. */
  readonly claimedBy: number | null;
}

/** What never changes about the resource cells, in order of x, then y; a cell is its place in this order. */
export interface ResourceMap {
  readonly count: number;
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Index of the good. */
  readonly good: Int32Array;
  readonly original: Float64Array;
  /** The resource cell at a place, -1 when nothing grows there. */
  at(x: number, y: number): number;
}

/**
 * Resource cells by place.
 *
 * @param resources - checked
 */
export function resourceMap(resources: readonly ResourceInput[], goods: readonly Good[], side: number): ResourceMap {
  const sorted = [...resources].sort((a, b) => a.x - b.x || a.y - b.y);
  const at = placesOf(sorted, side);
  return {
    count: sorted.length,
    x: Int32Array.from(sorted, ({ x }) => x),
    y: Int32Array.from(sorted, ({ y }) => y),
    good: Int32Array.from(sorted, ({ good }) => goods.indexOf(good)),
    original: Float64Array.from(sorted, ({ amount }) => amount),
    at,
  };
}

/** Looks up the resource cell of a place in a table, or in a map where the grid is too large for one. */
function placesOf(sorted: readonly ResourceInput[], side: number): (x: number, y: number) => number {
  if (side * side <= MOST_CELLS) {
    const table = new Int32Array(side * side).fill(-1);
    for (const [cell, { x, y }] of sorted.entries()) table[x * side + y] = cell;
    return (x, y) => table[x * side + y] as number;
  }
  const places = new Map(sorted.map(({ x, y }, cell) => [x * side + y, cell]));
  return (x, y) => places.get(x * side + y) ?? -1;
}

/** Notes every problem of a list of resources. */
export function checkResources(
  resources: readonly ResourceInput[],
  goods: readonly Good[],
  side: number,
  path: string,
  problems: Problems,
): void {
  const taken = new Set<number>();
  for (const [index, { x, y, good, amount }] of resources.entries()) {
    const at = `${path}[${index}]`;
    checkCell(x, y, side, at, problems);
    if (!goods.includes(good)) problems.add('UNKNOWN_GOOD', `${at}.good`, good, `one of ${goods.join(', ')}`);
    if (!(Number.isSafeInteger(amount) && amount >= 1))
      problems.add('HOLDING_INVALID', `${at}.amount`, amount, 'a whole number from 1 to 2^53 - 1');
    if (taken.has(x * side + y)) problems.add('INVALID_OPTION', at, `[${x},${y}]`, 'a cell without another resource');
    taken.add(x * side + y);
  }
}

/** Notes a place outside the grid. */
export function checkCell(x: number, y: number, side: number, path: string, problems: Problems): void {
  if (!(Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < side && y < side))
    problems.add('INVALID_OPTION', path, `[${x},${y}]`, `a cell from [0,0] to [${side - 1},${side - 1}]`);
}
