import { PHASES, type Phase } from '../population-quanta.js';
import { refusal } from '../problems.js';
import { type Block, blockOf, type Cell, type Grid, isInside } from './grid.js';
import type { MovementPolicy } from './movement.js';

/** Where everybody is, as columns by ascending id. Each round makes new ones: an event may keep those of its round. */
export interface Whereabouts {
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Positions in `PHASES`. */
  readonly phase: Uint8Array;
  /** Steps since leaving home. */
  readonly tripDistance: Float64Array;
}

/** The space people move in. */
export interface Space {
  readonly grid: Grid;
  readonly movement: MovementPolicy;
  /** By row. */
  readonly homes: readonly Cell[];
}

/** What happened before the market opened. */
export interface Journey {
  readonly after: Whereabouts;
  /** Rows that left home and loaded, ascending. */
  readonly loading: readonly number[];
  /** Rows that came home and unloaded, ascending. */
  readonly unloading: readonly number[];
  /** Did anybody take a step? */
  readonly moved: boolean;
}

const code = (phase: Phase): number => PHASES.indexOf(phase);

/** At home, about to load. */
const HOME_PREP: number = code('home_prep');
/** On the way to the market. */
export const TO_MARKET: number = code('to_market');
/** In the market. */
export const AT_MARKET: number = code('at_market');
/** On the way home. */
export const TO_HOME: number = code('to_home');

/** No row. */
export const NOBODY: ReadonlySet<number> = new Set();

/** Everybody at home. */
export function startAtHome(homes: readonly Cell[]): Whereabouts {
  return {
    x: Int32Array.from(homes, ([x]) => x),
    y: Int32Array.from(homes, ([, y]) => y),
    phase: new Uint8Array(homes.length).fill(HOME_PREP),
    tripDistance: new Float64Array(homes.length),
  };
}

/**
 * Preparation at home and one step of everybody: those at home load and set out, those on the way to the market take a step unless they are in it already and
 * trade from this round on if they are now, those on the way home take a step and unload when they arrive.
 *
 * @param absent - rows that stay as they are
 * @throws FinancingError `INVALID_OPTION` when a movement policy of a caller's leads to a cell one cannot step on
 * @see financing specification, section 10
 */
export function travel(before: Whereabouts, space: Space, absent: ReadonlySet<number> = NOBODY): Journey {
  const { grid, homes } = space;
  const { market } = grid;
  const x = before.x.slice();
  const y = before.y.slice();
  const phase = before.phase.slice();
  const tripDistance = before.tripDistance.slice();
  const loading: number[] = [];
  const unloading: number[] = [];
  let moved = false;
  const walk = (row: number, goal: Block): boolean => {
    const from: Cell = [x[row] as number, y[row] as number];
    if (isInside(from, goal)) return true;
    const next = space.movement.step(from, goal, grid);
    const steps = checkStep(from, next, space);
    x[row] = next[0];
    y[row] = next[1];
    tripDistance[row] = (tripDistance[row] as number) + steps;
    moved ||= steps > 0;
    return isInside(next, goal);
  };
  for (let row = 0; row < phase.length; row++) {
    if (phase[row] !== HOME_PREP || absent.has(row)) continue;
    loading.push(row);
    phase[row] = TO_MARKET;
  }
  for (let row = 0; row < phase.length; row++) {
    if (absent.has(row)) continue;
    if (phase[row] === TO_MARKET) {
      if (walk(row, market)) phase[row] = AT_MARKET;
    } else if (phase[row] === TO_HOME && walk(row, blockOf(homes[row] as Cell))) {
      unloading.push(row);
      tripDistance[row] = 0;
      phase[row] = HOME_PREP;
    }
  }
  return { after: { x, y, phase, tripDistance }, loading, unloading, moved };
}

/** The number of steps, 0 or 1. */
function checkStep(from: Cell, to: Cell, { grid, movement }: Space): number {
  const steps = Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]);
  const isCell = Number.isInteger(to[0]) && Number.isInteger(to[1]);
  if (steps === 0 || (steps === 1 && isCell && grid.isFree(to[0], to[1]))) return steps;
  throw refusal(
    'INVALID_OPTION',
    `step of the movement policy ${movement.name} from [${from}]`,
    `[${to}]`,
    'that cell or a free neighbour',
  );
}
