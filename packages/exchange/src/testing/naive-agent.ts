import type { Good } from '../goods.js';
import type { Cell } from '../spatial/events.js';
import type { SpatialAgentInput } from '../spatial/exchange-config.js';
import type { ResourceInput } from '../spatial/resources.js';

/** A resource cell of the naive exchange. */
export interface NaiveCell {
  readonly x: number;
  readonly y: number;
  /** Index of the good. */
  readonly good: number;
  readonly original: number;
  amount: number;
  lastHarvested: number | null;
  claimedBy: NaiveAgent | null;
}

/** Somebody another one would trade with. */
export interface Preference {
  readonly partner: NaiveAgent;
  readonly score: number;
  readonly discounted: number;
  readonly distance: number;
}

/** An agent of the naive exchange: what the specification's section 2 calls its run-time state. */
export interface NaiveAgent {
  /** Its place among all by ascending id, and its row in the core's columns. */
  readonly row: number;
  readonly id: number;
  takesPart: boolean;
  x: number;
  y: number;
  pairedWith: NaiveAgent | null;
  targetAgent: NaiveAgent | null;
  target: Cell | null;
  committedTo: NaiveCell | null;
  /** Until which tick it leaves whom out. */
  readonly cooldowns: Map<NaiveAgent, number>;
  /** The shorter side of the thinnest good's market in sight. */
  depth: number;
  /** Whether barter is open around it for want of money. */
  thin: boolean;
  neighbours: readonly NaiveAgent[];
  cells: readonly NaiveCell[];
  preferences: readonly Preference[];
}

/** Somebody before the first tick. */
export function naiveAgent({ id, x, y }: SpatialAgentInput, row: number): NaiveAgent {
  return {
    row,
    id,
    takesPart: true,
    x,
    y,
    pairedWith: null,
    targetAgent: null,
    target: null,
    committedTo: null,
    cooldowns: new Map(),
    depth: 0,
    thin: false,
    neighbours: [],
    cells: [],
    preferences: [],
  };
}

/** Cells before the first tick, in order of x, then y. */
export function naiveCells(resources: readonly ResourceInput[], goods: readonly Good[]): readonly NaiveCell[] {
  return [...resources]
    .sort((a, b) => a.x - b.x || a.y - b.y)
    .map(({ x, y, good, amount }) => ({
      x,
      y,
      good: goods.indexOf(good),
      original: amount,
      amount,
      lastHarvested: null,
      claimedBy: null,
    }));
}

/** Steps between two places. */
export function stepsBetween(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}
