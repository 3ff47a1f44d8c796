import type { Good } from '../goods.js';
import type { Traders } from '../traders.js';
import type { Cell } from './events.js';
import type { SpatialAgent } from './exchange-config.js';
import type { ExchangeWorld } from './exchange-world.js';
import { type GridState, NONE } from './grid-state.js';
import type { ResourceCell } from './resources.js';
import { targetOf } from './snapshot.js';

/** Everybody as they are now, by ascending id. */
export function spatialAgents(world: ExchangeWorld, state: GridState, traders: Traders): readonly SpatialAgent[] {
  const { ids, resources } = world;
  const idOf = (row: number): number | null => (row === NONE ? null : (ids[row] as number));
  return ids.map((_, row) => {
    const committed = state.committed[row] as number;
    return Object.freeze({
      ...traders.agent(row),
      position: [state.x[row] as number, state.y[row] as number] as Cell,
      pairedWith: idOf(state.partner[row] as number),
      targetPosition: targetOf(state, row),
      targetAgent: idOf(state.targetAgent[row] as number),
      committedTo:
        committed === NONE ? null : ([resources.x[committed] as number, resources.y[committed] as number] as Cell),
      cooldowns: state.cooldowns.of(row, state.tick).map(({ other, until }) => [ids[other] as number, until] as const),
    });
  });
}

/** The resource cells as they are now, in order of x, then y. */
export function cellsOf({ goods, ids, resources }: ExchangeWorld, state: GridState): readonly ResourceCell[] {
  return Array.from({ length: resources.count }, (_, cell) => {
    const claimedBy = state.claimedBy[cell] as number;
    const last = state.lastHarvested[cell] as number;
    return Object.freeze({
      x: resources.x[cell] as number,
      y: resources.y[cell] as number,
      good: goods[resources.good[cell] as number] as Good,
      amount: state.amount[cell] as number,
      original: resources.original[cell] as number,
      lastHarvested: last === NONE ? null : last,
      claimedBy: claimedBy === NONE ? null : (ids[claimedBy] as number),
    });
  });
}
