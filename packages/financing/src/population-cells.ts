import type { Problems } from './problems.js';

/** A grid with a market in the middle. Cells go from (0, 0) to (width - 1, height - 1). */
export interface PopulationGrid {
  readonly width: number;
  readonly height: number;
  /** @defaultValue 2 */
  readonly marketWidth?: number | undefined;
  /** @defaultValue 2 */
  readonly marketHeight?: number | undefined;
  /** Cells that nobody enters. */
  readonly obstacles?: readonly (readonly [number, number])[] | undefined;
}

type Cell = readonly [x: number, y: number];

const STEPS: readonly Cell[] = [
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, 0],
];

/** Cells from which the market can be reached, by ascending x, then y. */
export function homeCells(
  grid: PopulationGrid,
  homes: 'outside_market' | 'anywhere',
  problems: Problems,
): readonly Cell[] {
  const { width, height, marketWidth = 2, marketHeight = 2, obstacles = [] } = grid;
  if (!isSized(grid, problems)) return [];
  const [left, top] = [Math.floor((width - marketWidth) / 2), Math.floor((height - marketHeight) / 2)];
  const isMarket = (x: number, y: number): boolean =>
    x >= left && x < left + marketWidth && y >= top && y < top + marketHeight;
  const closed = new Uint8Array(width * height);
  obstacles.forEach(([x, y], k) => {
    const isCell = Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < width && y < height;
    if (isCell) closed[x * height + y] = 1;
    else
      problems.add('POSITION_OUTSIDE_GRID', `grid.obstacles[${k}]`, `[${x}, ${y}]`, `a cell of ${width} by ${height}`);
  });
  const reached = new Uint8Array(width * height);
  const open: Cell[] = [];
  const visit = (x: number, y: number): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const cell = x * height + y;
    if (closed[cell] === 1 || reached[cell] === 1) return;
    reached[cell] = 1;
    open.push([x, y]);
  };
  for (let x = left; x < left + marketWidth; x++) for (let y = top; y < top + marketHeight; y++) visit(x, y);
  for (let cell = open.pop(); cell !== undefined; cell = open.pop())
    for (const [dx, dy] of STEPS) visit(cell[0] + dx, cell[1] + dy);
  const cells: Cell[] = [];
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++)
      if (reached[x * height + y] === 1 && (homes === 'anywhere' || !isMarket(x, y))) cells.push([x, y]);
  if (cells.length === 0)
    problems.add(
      'GRID_INVALID',
      'grid',
      `${width} by ${height}`,
      'a grid with a cell for homes, from which the market can be reached',
    );
  return cells;
}

/** Cells that can be numbered by a typed array of a sensible size. */
const MOST_CELLS = 10_000_000;

function isSized({ width, height, marketWidth = 2, marketHeight = 2 }: PopulationGrid, problems: Problems): boolean {
  const sizes = [
    ['width', 'marketWidth', width, marketWidth],
    ['height', 'marketHeight', height, marketHeight],
  ] as const;
  let isFine = true;
  const refuse = (name: string, size: unknown, allowed: string): void => {
    isFine = false;
    problems.add('GRID_INVALID', `grid.${name}`, size, allowed);
  };
  for (const [name, marketName, size, marketSize] of sizes) {
    const isSize = Number.isInteger(size) && size >= 1;
    if (!isSize) refuse(name, size, 'a whole number of at least 1');
    const most = isSize ? size : Number.POSITIVE_INFINITY;
    if (!Number.isInteger(marketSize) || marketSize < 1 || marketSize > most)
      refuse(marketName, marketSize, `a whole number of at least 1, and no more than the grid's ${name}`);
  }
  if (isFine && width * height > MOST_CELLS)
    refuse('width', `${width} by ${height}`, `such that the grid has at most ${MOST_CELLS} cells`);
  return isFine;
}
