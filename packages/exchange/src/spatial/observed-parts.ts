import type { Traders } from '../traders.js';
import type { Barter } from './barter-gate.js';
import type { Cell } from './events.js';
import type { ExchangeWorld } from './exchange-world.js';
import type { GridState } from './grid-state.js';
import type { Sight } from './sight.js';

/** What events are made of. */
export interface ObservedParts {
  readonly world: ExchangeWorld;
  readonly state: GridState;
  readonly traders: Traders;
  readonly sight: Sight;
  readonly barter: Barter;
  score(a: number, b: number): number;
}

/** Where somebody stands. */
export function positionOf({ x, y }: GridState, row: number): Cell {
  return [x[row] as number, y[row] as number];
}

/** Where a resource cell is. */
export function placeOf({ resources: { x, y } }: ExchangeWorld, cell: number): Cell {
  return [x[cell] as number, y[cell] as number];
}
