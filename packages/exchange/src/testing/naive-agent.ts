import type { Cell } from '../spatial/events.js';

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
  x: number;
  y: number;
  pairedWith: NaiveAgent | null;
  targetAgent: NaiveAgent | null;
  target: Cell | null;
  committedTo: NaiveCell | null;
  /** Until which tick it leaves whom out. */
  readonly cooldowns: Map<NaiveAgent, number>;
  /** Whether barter is open around it for want of money. */
  thin: boolean;
  neighbours: readonly NaiveAgent[];
  cells: readonly NaiveCell[];
  preferences: readonly Preference[];
}

/** Steps between two places. */
export function stepsBetween(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}
