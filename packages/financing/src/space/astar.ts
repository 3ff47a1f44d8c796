import { type Block, type Cell, distanceTo, type Grid } from './grid.js';
import type { MovementPolicy } from './movement.js';

/**
 * Shortest walks around obstacles: A* with the steps of the free grid as its estimate. Cells are taken up in the order of (estimated length of the walk, steps so far, x,
 * y); of two equally short ways to a cell the one found first stays. Somebody without any way waits.
 *
 * Each policy made remembers the steps it found on each grid: make one per run, or share one between runs on the same grid.
 *
 * @see financing specification, section 10
 */
export function createAstarMovement(): MovementPolicy {
  const known = new WeakMap<Grid, Map<string, Map<number, Cell>>>();
  return Object.freeze({
    name: 'astar',
    avoidsObstacles: true,
    step(from: Cell, goal: Block, grid: Grid): Cell {
      let goals = known.get(grid);
      if (goals === undefined) {
        goals = new Map();
        known.set(grid, goals);
      }
      const key = `${goal.x},${goal.y},${goal.width},${goal.height}`;
      let steps = goals.get(key);
      if (steps === undefined) {
        steps = new Map();
        goals.set(key, steps);
      }
      const at = from[1] * grid.width + from[0];
      let next = steps.get(at);
      if (next === undefined) {
        next = firstStep(from, goal, grid);
        steps.set(at, next);
      }
      return next;
    },
  });
}

/** A cell with a walk to it. */
interface Reached {
  readonly x: number;
  readonly y: number;
  /** Steps so far. */
  readonly walked: number;
  /** Steps so far and at least still to go. */
  readonly whole: number;
  /** The first cell of the walk. */
  readonly first: Cell;
}

function firstStep(from: Cell, goal: Block, grid: Grid): Cell {
  const [startX, startY] = from;
  const best = new Map<number, number>([[startY * grid.width + startX, 0]]);
  const open = new Queue();
  const visit = (x: number, y: number, walked: number, first: Cell): void => {
    const cell = y * grid.width + x;
    if (!grid.isFree(x, y) || walked >= (best.get(cell) ?? Number.POSITIVE_INFINITY)) return;
    best.set(cell, walked);
    open.push({ x, y, walked, whole: walked + distanceTo(goal, x, y), first });
  };
  for (const [x, y] of neighbours(startX, startY)) visit(x, y, 1, [x, y]);
  for (let reached = open.pop(); reached !== undefined; reached = open.pop()) {
    const { x, y, walked, whole, first } = reached;
    if (whole === walked) return first;
    for (const [nextX, nextY] of neighbours(x, y)) visit(nextX, nextY, walked + 1, first);
  }
  return from;
}

/** Free cells from which one can walk to the goal, by their number `y * width + x`; for grids that are small enough to be looked at as a whole. */
export function cellsWithWay(goal: Block, grid: Grid): Uint8Array {
  const { width, height } = grid;
  const reached = new Uint8Array(width * height);
  const queue: number[] = [];
  const visit = (x: number, y: number): void => {
    if (!grid.isFree(x, y) || reached[y * width + x] === 1) return;
    reached[y * width + x] = 1;
    queue.push(y * width + x);
  };
  for (let x = goal.x; x < goal.x + goal.width; x++) for (let y = goal.y; y < goal.y + goal.height; y++) visit(x, y);
  for (let head = 0; head < queue.length; head++) {
    const cell = queue[head] as number;
    for (const [x, y] of neighbours(cell % width, Math.floor(cell / width))) visit(x, y);
  }
  return reached;
}

function neighbours(x: number, y: number): readonly Cell[] {
  return [
    [x - 1, y],
    [x + 1, y],
    [x, y - 1],
    [x, y + 1],
  ];
}

/** Does `a` come before `b`? */
function precedes(a: Reached, b: Reached): boolean {
  if (a.whole !== b.whole) return a.whole < b.whole;
  if (a.walked !== b.walked) return a.walked < b.walked;
  return a.x !== b.x ? a.x < b.x : a.y < b.y;
}

/** A binary heap. */
class Queue {
  readonly #heap: Reached[] = [];

  push(reached: Reached): void {
    const heap = this.#heap;
    let at = heap.push(reached) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!precedes(reached, heap[parent] as Reached)) break;
      heap[at] = heap[parent] as Reached;
      at = parent;
    }
    heap[at] = reached;
  }

  pop(): Reached | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      const right = heap[child + 1];
      if (right !== undefined && precedes(right, heap[child] as Reached)) child++;
      if (!precedes(heap[child] as Reached, last)) break;
      heap[at] = heap[child] as Reached;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
