import type { Problems } from './problems.js';
import { cellsWithWay } from './space/astar.js';
import { type Cell, type GridInput, isInside, readGrid } from './space/grid.js';

/** Homes are drawn from a list of cells: on a grid of more the list would not fit. */
const MOST_CELLS = 2 ** 24;

/** Cells from which one can walk to the market, by ascending x, then y. */
export function homeCells(input: GridInput, homes: 'outside_market' | 'anywhere', problems: Problems): readonly Cell[] {
  const grid = readGrid(input, 'grid', problems);
  if (grid === undefined) return [];
  const { width, height, market } = grid;
  if (width * height > MOST_CELLS) {
    problems.add('GRID_INVALID', 'grid', `${width} by ${height}`, `a grid of at most ${MOST_CELLS} cells`);
    return [];
  }
  const ways = cellsWithWay(market, grid);
  const cells: Cell[] = [];
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++) {
      const cell: Cell = [x, y];
      if (ways[y * width + x] === 1 && (homes === 'anywhere' || !isInside(cell, market))) cells.push(cell);
    }
  if (cells.length === 0)
    problems.add(
      'GRID_INVALID',
      'grid',
      `${width} by ${height}`,
      'a grid with a cell from which one can walk to the market',
    );
  return cells;
}
