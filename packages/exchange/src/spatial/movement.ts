import { distance } from './distance.js';
import { type GridState, NONE } from './grid-state.js';

/** How far agents go. */
export interface Movement {
  /** Steps in a tick, from 1. */
  readonly budget: number;
  /** From how far two can trade. */
  readonly interactionRadius: number;
}

/**
 * Everybody moves towards its target, by ascending id, positions changing at once.
 *
 * @param moved - is told of everybody who has moved, and from where
 * @see exchange specification, section 11.4
 */
export function move(
  state: GridState,
  { budget, interactionRadius }: Movement,
  moved?: (row: number, fromX: number, fromY: number) => void,
): void {
  const { count, x, y, partner, targetAgent, targetX, targetY } = state;
  for (let row = 0; row < count; row++) {
    let toX = targetX[row] as number;
    if (toX === NONE) continue;
    let toY = targetY[row] as number;
    const fromX = x[row] as number;
    const fromY = y[row] as number;
    const other = targetAgent[row] as number;
    if (other !== NONE) {
      if (partner[row] === other) {
        toX = x[other] as number;
        toY = y[other] as number;
      }
      if (distance(fromX, fromY, toX, toY) <= interactionRadius) continue;
      const isDiagonal = Math.abs(toX - fromX) === 1 && Math.abs(toY - fromY) === 1;
      if (isDiagonal && row < other && targetAgent[other] === row) continue;
    }
    step(state, row, toX, toY, budget);
    if (moved !== undefined && (x[row] !== fromX || y[row] !== fromY)) moved(row, fromX, fromY);
  }
}

/** Unit steps along the longer way that is left, x first where both are alike. */
function step({ x, y }: GridState, row: number, toX: number, toY: number, budget: number): void {
  let left = budget;
  let dx = toX - (x[row] as number);
  let dy = toY - (y[row] as number);
  while (left > 0 && (dx !== 0 || dy !== 0)) {
    if (dx !== 0 && Math.abs(dx) >= Math.abs(dy)) dx -= Math.sign(dx);
    else dy -= Math.sign(dy);
    left--;
  }
  x[row] = toX - dx;
  y[row] = toY - dy;
}
