import type { Block, Cell, Grid } from './grid.js';

/**
 * Port: how people walk. Law: the cell returned depends on the arguments alone; it is a neighbour of the one given (left, right, below, above) on which one
 * can stand, or that cell itself to wait a round.
 */
export interface MovementPolicy {
  readonly name: string;
  /**
   * Does it find its way around obstacles? One that does not is refused on a grid with any.
   *
   * @defaultValue true
   */
  readonly avoidsObstacles?: boolean;
  /**
   * The next cell on the way.
   *
   * @param from - outside the goal
   * @param goal - the market, or the one cell of a home
   */
  step(from: Cell, goal: Block, grid: Grid): Cell;
}

/**
 * One cell towards the middle of the goal, first along x, then along y. On the way to the market one stops on its first cell.
 *
 * @see financing specification, section 10
 */
export const greedyMovement: MovementPolicy = Object.freeze({
  name: 'greedy',
  avoidsObstacles: false,
  step: ([x, y]: Cell, goal: Block): Cell =>
    towards(x, y, goal.x + Math.floor(goal.width / 2), goal.y + Math.floor(goal.height / 2)),
});

/**
 * One cell towards the closest cell of the goal, first along x, then along y. No walk is shorter; the greedy one may take up to half the width of the
 * market more, because it aims at the middle column.
 *
 * @see financing specification, section 10
 */
export const nearestMovement: MovementPolicy = Object.freeze({
  name: 'nearest',
  avoidsObstacles: false,
  step: ([x, y]: Cell, goal: Block): Cell => towards(x, y, clamp(x, goal.x, goal.width), clamp(y, goal.y, goal.height)),
});

function towards(x: number, y: number, aimX: number, aimY: number): Cell {
  if (x !== aimX) return [x + Math.sign(aimX - x), y];
  return [x, y + Math.sign(aimY - y)];
}

function clamp(at: number, start: number, length: number): number {
  return Math.min(Math.max(at, start), start + length - 1);
}
