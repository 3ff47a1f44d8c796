import type { Mode } from '../matching.js';
import { Cooldowns } from './cooldowns.js';
import { Keepsake } from './keepsake.js';
import type { ResourceMap } from './resources.js';

/** No agent, no cell, no tick. */
export const NONE = -1;

const AGENT_COLUMNS = 7;
const CELL_COLUMNS = 2;

/**
 * What the grid knows beyond everybody's holdings, by row of the agent (ascending id) or by resource cell. A tick changes it in place, and can
 * take it back to where it began.
 */
export class GridState {
  readonly count: number;
  /** 1 for who takes part in the running tick; everybody unless a port says otherwise. Asked anew in each tick, so no part of a snapshot. */
  readonly present: Uint8Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Whom each is paired with. */
  readonly partner: Int32Array;
  /** Whom each heads for. */
  readonly targetAgent: Int32Array;
  /** Where each heads for: the cell, or where the target agent stood when it was chosen. */
  readonly targetX: Int32Array;
  readonly targetY: Int32Array;
  /** The resource cell each has committed to forage in. */
  readonly committed: Int32Array;
  /** Who has claimed each resource cell. */
  readonly claimedBy: Int32Array;
  /** The last tick in which each resource cell was harvested. */
  readonly lastHarvested: Int32Array;
  /** What is left in each resource cell. */
  readonly amount: Float64Array;
  readonly cooldowns: Cooldowns;
  /** The next tick. */
  tick = 0;
  /** The mode of the tick before; null before the first. */
  mode: Mode | null = null;
  readonly #integers: Int32Array;
  readonly #keptIntegers: Keepsake<Int32Array> = new Keepsake();
  readonly #keptAmount: Keepsake<Float64Array> = new Keepsake();

  /** Everybody where they begin, unpaired and aimless; all cells full. */
  constructor(x: Int32Array, y: Int32Array, resources: ResourceMap) {
    const count = x.length;
    const cells = resources.count;
    const integers = new Int32Array(count * AGENT_COLUMNS + cells * CELL_COLUMNS).fill(NONE);
    const column = (k: number): Int32Array => integers.subarray(k * count, (k + 1) * count);
    const cellColumn = (k: number): Int32Array =>
      integers.subarray(count * AGENT_COLUMNS + k * cells, count * AGENT_COLUMNS + (k + 1) * cells);
    this.count = count;
    this.present = new Uint8Array(count).fill(1);
    this.x = column(0);
    this.y = column(1);
    this.partner = column(2);
    this.targetAgent = column(3);
    this.targetX = column(4);
    this.targetY = column(5);
    this.committed = column(6);
    this.claimedBy = cellColumn(0);
    this.lastHarvested = cellColumn(1);
    this.x.set(x);
    this.y.set(y);
    this.amount = Float64Array.from(resources.original);
    this.cooldowns = new Cooldowns(count);
    this.#integers = integers;
  }

  /**
   * Remembers everything as it is now; the function returned takes it back to that. What was remembered later is to be taken back first.
   *
   * @param isOnly - whether what was remembered before will not be taken back any more
   */
  remember(isOnly: boolean): () => void {
    const integers = this.#keptIntegers.keep(this.#integers, isOnly);
    const amount = this.#keptAmount.keep(this.amount, isOnly);
    const { tick, mode } = this;
    const forgive = this.cooldowns.remember(isOnly);
    return () => {
      this.#integers.set(integers);
      this.amount.set(amount);
      this.tick = tick;
      this.mode = mode;
      forgive();
    };
  }

  /** Heads for an agent, at where it stands now. */
  aimAtAgent(row: number, other: number): void {
    this.targetAgent[row] = other;
    this.targetX[row] = this.x[other] as number;
    this.targetY[row] = this.y[other] as number;
  }

  /** Heads for a cell. */
  aimAtCell(row: number, x: number, y: number): void {
    this.targetAgent[row] = NONE;
    this.targetX[row] = x;
    this.targetY[row] = y;
  }

  /** Heads for nothing. */
  rest(row: number): void {
    this.aimAtCell(row, NONE, NONE);
  }
}
