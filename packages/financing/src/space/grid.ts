import { Problems } from '../problems.js';

/** A cell of the grid: column and row, both from 0. */
export type Cell = readonly [x: number, y: number];

/** A rectangle of cells: the market, or the single cell of a home. */
export interface Block {
  /** Of the lower corner. */
  readonly x: number;
  /** Of the lower corner. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A grid as a caller writes it. */
export interface GridInput {
  /** Cells from side to side, from 1. */
  readonly width: number;
  /** Cells from bottom to top, from 1. */
  readonly height: number;
  /**
   * Of the market block, which lies in the middle.
   *
   * @defaultValue 2
   */
  readonly marketWidth?: number | undefined;
  /** @defaultValue 2 */
  readonly marketHeight?: number | undefined;
  /**
   * Cells nobody can stand on, none of them in the market.
   *
   * @defaultValue none
   */
  readonly obstacles?: readonly Cell[] | undefined;
}

/** Where people live and meet. Any number of them may share a cell. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly market: Block;
  /** In the order given. */
  readonly obstacles: readonly Cell[];
  /** A cell of the grid without an obstacle? */
  isFree(x: number, y: number): boolean;
}

/** So many cells a side are numbered exactly: their square is a safe integer. */
const MAX_SIDE = 2 ** 26;
/** A grid with obstacles is searched cell by cell. */
const MAX_SEARCHED_CELLS = 2 ** 24;
const DEFAULT_MARKET_SIDE = 2;

/**
 * A grid with its market block in the middle: lower corner `floor((side - market side) / 2)`.
 *
 * @throws FinancingError `GRID_INVALID` with every problem: sizes that are no whole numbers from 1, a market larger than the grid, an obstacle outside the grid or
 * in the market, more than 2^24 cells with obstacles
 * @see financing specification, section 10
 */
export function createGrid(input: GridInput): Grid {
  const problems = new Problems();
  const grid = readGrid(input, 'grid', problems);
  problems.check();
  return grid as Grid;
}

/** Reads a grid and notes every problem under `path`; undefined when there is one. */
export function readGrid(input: GridInput, path: string, problems: Problems): Grid | undefined {
  const { width, height, marketWidth = DEFAULT_MARKET_SIDE, marketHeight = DEFAULT_MARKET_SIDE } = input;
  const isWide = readSide(width, MAX_SIDE, `${path}.width`, problems);
  const isHigh = readSide(height, MAX_SIDE, `${path}.height`, problems);
  const fits = [
    readSide(marketWidth, isWide ? width : MAX_SIDE, `${path}.marketWidth`, problems),
    readSide(marketHeight, isHigh ? height : MAX_SIDE, `${path}.marketHeight`, problems),
  ];
  if (!isWide || !isHigh || fits.includes(false)) return undefined;
  const market = {
    x: Math.floor((width - marketWidth) / 2),
    y: Math.floor((height - marketHeight) / 2),
    width: marketWidth,
    height: marketHeight,
  };
  const { obstacles = [] } = input;
  if (obstacles.length > 0 && width * height > MAX_SEARCHED_CELLS)
    problems.add('GRID_INVALID', path, `${width} x ${height}`, `at most ${MAX_SEARCHED_CELLS} cells with obstacles`);
  const blocked = new Set<number>();
  let isValid = true;
  for (const [index, cell] of obstacles.entries()) {
    const [x, y] = cell;
    blocked.add(y * width + x);
    if (isInside(cell, { x: 0, y: 0, width, height }) && !isInside(cell, market)) continue;
    isValid = false;
    problems.add('GRID_INVALID', `${path}.obstacles[${index}]`, `[${cell}]`, 'a cell of the grid outside the market');
  }
  if (!isValid) return undefined;
  return Object.freeze({
    width,
    height,
    market,
    obstacles: Object.freeze(obstacles.map(([x, y]) => [x, y] as const)),
    isFree: (x: number, y: number) =>
      x >= 0 && y >= 0 && x < width && y < height && !(blocked.size > 0 && blocked.has(y * width + x)),
  });
}

/** Is the cell one of the block's? */
export function isInside([x, y]: Cell, block: Block): boolean {
  return (
    Number.isInteger(x) &&
    Number.isInteger(y) &&
    x >= block.x &&
    x < block.x + block.width &&
    y >= block.y &&
    y < block.y + block.height
  );
}

/** Steps from a cell to the nearest one of a block on a free grid; 0 inside. */
export function distanceTo(block: Block, x: number, y: number): number {
  return outside(x, block.x, block.width) + outside(y, block.y, block.height);
}

/** A single cell as a block. */
export function blockOf([x, y]: Cell): Block {
  return { x, y, width: 1, height: 1 };
}

function outside(at: number, start: number, length: number): number {
  return Math.max(start - at, 0, at - (start + length - 1));
}

function readSide(side: number, most: number, path: string, problems: Problems): boolean {
  if (Number.isInteger(side) && side >= 1 && side <= most) return true;
  problems.add('GRID_INVALID', path, side, `a whole number from 1 to ${most}`);
  return false;
}
