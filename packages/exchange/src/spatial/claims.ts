import { type GridState, NONE } from './grid-state.js';
import type { ResourceMap } from './resources.js';

/**
 * Deletes each claim whose owner is not committed to that cell and stands on it or heads for another place, or for none.
 *
 * @see exchange specification, section 11.3, step 0
 */
export function dropStaleClaims(state: GridState, map: ResourceMap): void {
  const { claimedBy, committed, x, y, targetX, targetY } = state;
  for (let cell = 0; cell < map.count; cell++) {
    const owner = claimedBy[cell] as number;
    if (owner === NONE || committed[owner] === cell) continue;
    const stands = x[owner] === map.x[cell] && y[owner] === map.y[cell];
    const aims = targetX[owner] === map.x[cell] && targetY[owner] === map.y[cell];
    if (stands || !aims) claimedBy[cell] = NONE;
  }
}
