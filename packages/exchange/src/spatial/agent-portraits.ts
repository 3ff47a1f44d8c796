import { DepthGate } from './barter-gate.js';
import type { AgentSnapshot } from './events.js';
import { NONE } from './grid-state.js';
import type { LambdaPhase } from './lambda-phase.js';
import { type ObservedParts, positionOf } from './observed-parts.js';
import { targetOf } from './snapshot.js';

/** What became of λ in a tick. */
export type Lambdas = Pick<LambdaPhase, 'changed' | 'perceived'>;

/** Agents as they are now, for whoever keeps a record of them. */
export class AgentPortraits {
  readonly #parts: ObservedParts;

  constructor(parts: ObservedParts) {
    this.#parts = parts;
  }

  /**
   * One of them.
   *
   * @param day - of the snapshot
   * @param lambdas - what became of λ in the tick, if there was one
   */
  of(row: number, day: number, lambdas: Lambdas | undefined): AgentSnapshot {
    const { state, traders, world, barter } = this.#parts;
    const { width, holdings } = traders;
    const partner = state.partner[row] as number;
    const targetAgent = state.targetAgent[row] as number;
    const gate = barter instanceof DepthGate && day >= 0 ? barter : null;
    return {
      kind: 'AgentSnapshot',
      day,
      agent: world.ids[row] as number,
      cell: positionOf(state, row),
      holdings: cellsFrom(holdings, row * width, width),
      utility: traders.goodsUtility(row),
      totalUtility: traders.totalUtility(row),
      utilityType: world.agents[row]?.utility.type ?? '',
      quotes: this.#quotesOf(row),
      perceivedPrices: pricesOf(row, width - 1, lambdas?.perceived ?? null),
      lambda: traders.lambda[row] as number,
      lambdaChanged: lambdas?.changed[row] === 1,
      liquidityDepth: gate === null ? null : (gate.depth[row] as number),
      barterOpen: gate === null ? null : gate.isOpen(row, row),
      partner: partner === NONE ? null : (world.ids[partner] as number),
      targetAgent: targetAgent === NONE ? null : (world.ids[targetAgent] as number),
      target: targetOf(state, row),
    };
  }

  /** Ask, bid, p_min and p_max of every pair type. */
  #quotesOf(row: number): readonly number[] {
    const { count, asks, bids, pMin, pMax, rules } = this.#parts.traders;
    const quotes: number[] = [];
    for (let at = row, k = rules.pairs.rows.length; k > 0; at += count, k--)
      quotes.push(asks[at] as number, bids[at] as number, pMin[at] as number, pMax[at] as number);
    return quotes;
  }
}

/** A row of prices, of any there are. */
function pricesOf(row: number, goods: number, prices: Float64Array | null): readonly (number | null)[] | null {
  if (prices === null) return null;
  return Array.from(prices.subarray(row * goods, (row + 1) * goods), (price) => (Number.isNaN(price) ? null : price));
}

/** A few cells of a column as a list. */
function cellsFrom(column: Float64Array, from: number, length: number): readonly number[] {
  const cells: number[] = [];
  for (let k = 0; k < length; k++) cells.push(column[from + k] as number);
  return cells;
}
