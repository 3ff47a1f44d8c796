import {
  type Block,
  type Cell,
  createAstarMovement,
  createGrid,
  type Grid,
  greedyMovement,
  type MovementPolicy,
  nearestMovement,
} from '@bagehot/financing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const within = ([x, y]: Cell, block: Block): boolean =>
  x >= block.x && x < block.x + block.width && y >= block.y && y < block.y + block.height;

/** Every cell of a walk, the first and the last included. */
function walk(policy: MovementPolicy, from: Cell, goal: Block, grid: Grid): readonly Cell[] {
  const cells = [from];
  for (let at = from; !within(at, goal) && cells.length < 1000; cells.push(at)) at = policy.step(at, goal, grid);
  return cells;
}

/** Steps from the goal to every cell that can be reached, breadth first. */
function distances(goal: Block, grid: Grid): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let edge: Cell[] = [];
  for (let x = 0; x < grid.width; x++)
    for (let y = 0; y < grid.height; y++) if (within([x, y], goal)) edge.push([x, y]);
  for (let distance = 0; edge.length > 0; distance++) {
    const fresh = edge.filter(([x, y]) => grid.isFree(x, y) && !found.has(`${x},${y}`));
    for (const cell of fresh) found.set(`${cell}`, distance);
    edge = fresh.flatMap(([x, y]): Cell[] => [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ]);
  }
  return found;
}

const grids = fc
  .record({ width: fc.integer({ min: 2, max: 9 }), height: fc.integer({ min: 2, max: 9 }) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      marketWidth: fc.integer({ min: 1, max: width }),
      marketHeight: fc.integer({ min: 1, max: height }),
      walls: fc.array(fc.tuple(fc.nat(width - 1), fc.nat(height - 1)), { maxLength: 30 }),
      from: fc.tuple(fc.nat(width - 1), fc.nat(height - 1)),
      home: fc.tuple(fc.nat(width - 1), fc.nat(height - 1)),
    }),
  );

describe('walking on a free grid', () => {
  const grid = createGrid({ width: 9, height: 9, marketWidth: 3, marketHeight: 3 });

  it('goes along x first, greedily to the middle column and stopping on the first market cell', () => {
    expect(walk(greedyMovement, [0, 2], grid.market, grid)).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
      [3, 2],
      [4, 2],
      [4, 3],
    ]);
    expect(walk(nearestMovement, [0, 2], grid.market, grid)).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
      [3, 2],
      [3, 3],
    ]);
  });

  it('takes as many steps as the way is long; the greedy walk at most half a market more', () => {
    fc.assert(
      fc.property(grids, ({ from, home, ...sides }) => {
        const free = createGrid(sides);
        for (const goal of [free.market, { x: home[0], y: home[1], width: 1, height: 1 }]) {
          const shortest = distances(goal, free).get(`${from}`) as number;
          expect(walk(nearestMovement, from, goal, free).length - 1).toBe(shortest);
          expect(walk(createAstarMovement(), from, goal, free).length - 1).toBe(shortest);
          const greedy = walk(greedyMovement, from, goal, free).length - 1 - shortest;
          expect(greedy >= 0 && greedy <= Math.floor(goal.width / 2)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('walking around obstacles', () => {
  it('is as short as can be, and waiting where there is no way', () => {
    fc.assert(
      fc.property(grids, ({ from, home, walls, ...sides }) => {
        const { market } = createGrid(sides);
        const grid = createGrid({ ...sides, obstacles: walls.filter((cell) => !within(cell, market)) });
        fc.pre(grid.isFree(...from));
        const policy = createAstarMovement();
        for (const goal of [market, { x: home[0], y: home[1], width: 1, height: 1 }]) {
          const shortest = distances(goal, grid).get(`${from}`);
          if (shortest === undefined) {
            expect(policy.step(from, goal, grid)).toEqual(from);
          } else {
            const cells = walk(policy, from, goal, grid);
            expect(cells.length - 1).toBe(shortest);
            for (const [x, y] of cells) expect(grid.isFree(x, y)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('prefers the way over the smaller x, then the smaller y, where two are equally short', () => {
    const grid = createGrid({ width: 7, height: 7, marketWidth: 1, marketHeight: 1, obstacles: [[2, 3]] });
    expect(walk(createAstarMovement(), [1, 3], grid.market, grid)).toEqual([
      [1, 3],
      [1, 2],
      [2, 2],
      [3, 2],
      [3, 3],
    ]);
    const tall = createGrid({ width: 7, height: 7, marketWidth: 1, marketHeight: 1, obstacles: [[3, 2]] });
    expect(walk(createAstarMovement(), [3, 1], tall.market, tall)).toEqual([
      [3, 1],
      [2, 1],
      [2, 2],
      [2, 3],
      [3, 3],
    ]);
  });
});
