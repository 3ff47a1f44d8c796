import { createGrid, FinancingError, type GridInput } from '@bagehot/financing';
import { describe, expect, it } from 'vitest';

function problemsOf(input: GridInput): readonly (readonly [string, string])[] {
  try {
    createGrid(input);
  } catch (error) {
    if (error instanceof FinancingError)
      return (error as FinancingError).details.problems.map(({ code, path }) => [code, path] as const);
    throw error;
  }
  return [];
}

describe('a grid', () => {
  it.each([
    [
      { width: 6, height: 7 },
      { x: 2, y: 2, width: 2, height: 2 },
    ],
    [
      { width: 2, height: 2 },
      { x: 0, y: 0, width: 2, height: 2 },
    ],
    [
      { width: 5, height: 4, marketWidth: 1, marketHeight: 3 },
      { x: 2, y: 0, width: 1, height: 3 },
    ],
  ])('has its market in the middle: %j', (input, market) => {
    expect(createGrid(input).market).toEqual(market);
  });

  it('is not free outside and on obstacles', () => {
    const grid = createGrid({ width: 4, height: 3, marketHeight: 1, obstacles: [[0, 2]] });
    expect(grid.isFree(0, 2)).toBe(false);
    expect(grid.isFree(0, 1)).toBe(true);
    for (const [x, y] of [
      [-1, 0],
      [4, 0],
      [0, -1],
      [0, 3],
    ] as const)
      expect(grid.isFree(x, y)).toBe(false);
  });

  it.each([
    [{ width: 0, height: 1.5 }, ['grid.width', 'grid.height']],
    [{ width: 1, height: 9 }, ['grid.marketWidth']],
    [{ width: 9, height: 9, marketWidth: 0, marketHeight: 10 }, ['grid.marketWidth', 'grid.marketHeight']],
    [{ width: Number.NaN, height: 2 ** 27 }, ['grid.width', 'grid.height']],
    [{ width: 2 ** 20, height: 2 ** 20, obstacles: [[0, 0]] as const }, ['grid']],
    [
      {
        width: 4,
        height: 4,
        obstacles: [
          [1, 1],
          [0, 0],
          [4, 0],
          [0.5, 0],
        ] as const,
      },
      ['grid.obstacles[0]', 'grid.obstacles[2]', 'grid.obstacles[3]'],
    ],
  ])('is refused with every problem: %j', (input, paths) => {
    expect(problemsOf(input)).toEqual(paths.map((path) => ['GRID_INVALID', path]));
  });
});
