import { allocateQuanta } from '@bagehot/kernel/quanta';
import type { Participants } from '../participants.js';
import { type PriceGrid, rowValue } from '../price-grid.js';
import type { ClearingQuanta, OrdersQuanta } from '../round-quanta.js';

/** How a market is cleared. */
export interface ClearingRules {
  /** Later stages offer what the earlier ones left. */
  readonly stages: number;
  /** After so many passes of a stage an agent that breaks its bound is left out of the stage. */
  readonly maxPasses: number;
  /** Largest volume of each good in quanta; null for no limit. */
  readonly capacity: readonly (bigint | null)[];
}

/** What clearing reads of the orders. */
export type ClearingOrders = Pick<
  OrdersQuanta,
  'requested' | 'fixed' | 'coefficient' | 'coefficientOne' | 'claimLimit'
>;

/**
 * Constrained clearing as the specification writes it down, in whole integers throughout: proportional rationing of goods and the agents' bounds in
 * turn, until both hold. The yardstick of the fast form, which must agree in every quantum and every pass.
 *
 * `O(passes * N * G)` products of wide integers.
 *
 * @see financing specification, section 6
 */
export function clearPlainly(
  { goods, count }: Pick<Participants, 'goods' | 'count'>,
  prices: PriceGrid,
  orders: ClearingOrders,
  rules: ClearingRules,
): ClearingQuanta {
  const buys = orders.requested.map((order) => (order > 0n ? order : 0n));
  const sells = orders.requested.map((order) => (order < 0n ? -order : 0n));
  const bought = new Array<bigint>(count * goods).fill(0n);
  const sold = new Array<bigint>(count * goods).fill(0n);
  const passes: number[] = [];
  for (let stage = 0; stage < rules.stages; stage++) {
    const outcome = clearStage({ goods, count, prices, orders, rules, buys, sells, bought, sold });
    passes.push(outcome.passes);
    if (outcome.moved === 0n) break;
  }
  const volume = Array.from({ length: goods }, (_, g) => columnSum(bought, g, goods));
  return { executed: bought.map((amount, cell) => amount - (sold[cell] as bigint)), passes, volume };
}

interface Stage {
  readonly goods: number;
  readonly count: number;
  readonly prices: PriceGrid;
  readonly orders: ClearingOrders;
  readonly rules: ClearingRules;
  /** Left over from the earlier stages; reduced by what this one executes. */
  readonly buys: bigint[];
  readonly sells: bigint[];
  /** Executed so far. */
  readonly bought: bigint[];
  readonly sold: bigint[];
}

function clearStage(stage: Stage): { readonly passes: number; readonly moved: bigint } {
  const { goods, count, rules, bought, sold } = stage;
  const buys = stage.buys.slice();
  const sells = stage.sells.slice();
  const boughtBefore = Array.from({ length: goods }, (_, g) => columnSum(bought, g, goods));
  let passes = 0;
  do {
    passes++;
    for (let row = 0; row < count; row++) bindAgent(stage, row, buys, sells, passes > rules.maxPasses);
    for (let g = 0; g < goods; g++) {
      const demand = columnSum(buys, g, goods);
      const supply = columnSum(sells, g, goods);
      const capacity = rules.capacity[g] ?? null;
      let volume = demand < supply ? demand : supply;
      if (capacity !== null) {
        const room = capacity - (boughtBefore[g] as bigint);
        if (room < volume) volume = room;
      }
      if (demand > volume) ration(buys, g, goods, volume);
      if (supply > volume) ration(sells, g, goods, volume);
    }
  } while (anyViolation(stage, buys, sells));
  let moved = 0n;
  for (let cell = 0; cell < buys.length; cell++) {
    const buy = buys[cell] as bigint;
    const sell = sells[cell] as bigint;
    moved += buy;
    bought[cell] = (bought[cell] as bigint) + buy;
    sold[cell] = (sold[cell] as bigint) + sell;
    stage.buys[cell] = (stage.buys[cell] as bigint) - buy;
    stage.sells[cell] = (stage.sells[cell] as bigint) - sell;
  }
  return { passes, moved };
}

/** What the agent may still spend, and what it may still sell on claims, given the offers of the pass. */
function buyLimit({ prices, orders, bought, sold }: Stage, row: number, sells: readonly bigint[]): bigint {
  const sales = rowValue(prices, sold, row) + rowValue(prices, sells, row);
  const { coefficientOne } = orders;
  const onSales = ((orders.coefficient[row] as bigint) * sales) / coefficientOne;
  return (orders.fixed[row] as bigint) + onSales - rowValue(prices, bought, row);
}

function sellLimit({ prices, orders, bought, sold }: Stage, row: number, buys: readonly bigint[]): bigint | null {
  const claims = orders.claimLimit[row] as bigint | null;
  if (claims === null) return null;
  return claims + rowValue(prices, bought, row) + rowValue(prices, buys, row) - rowValue(prices, sold, row);
}

function bindAgent(stage: Stage, row: number, buys: bigint[], sells: bigint[], exclude: boolean): void {
  const { goods, prices } = stage;
  const value = rowValue(prices, buys, row);
  const limit = buyLimit(stage, row, sells);
  if (value - limit > prices.tolerance) {
    if (exclude) {
      dropRow(buys, sells, row, goods);
      return;
    }
    scaleRow(buys, row, goods, limit, value);
  }
  const claims = sellLimit(stage, row, buys);
  if (claims === null) return;
  const offered = rowValue(prices, sells, row);
  if (offered - claims > prices.tolerance) {
    if (exclude) dropRow(buys, sells, row, goods);
    else scaleRow(sells, row, goods, claims, offered);
  }
}

function anyViolation(stage: Stage, buys: readonly bigint[], sells: readonly bigint[]): boolean {
  const { count, prices } = stage;
  for (let row = 0; row < count; row++) {
    if (rowValue(prices, buys, row) - buyLimit(stage, row, sells) > prices.tolerance) return true;
    const claims = sellLimit(stage, row, buys);
    if (claims !== null && rowValue(prices, sells, row) - claims > prices.tolerance) return true;
  }
  return false;
}

function dropRow(buys: bigint[], sells: bigint[], row: number, goods: number): void {
  buys.fill(0n, row * goods, (row + 1) * goods);
  sells.fill(0n, row * goods, (row + 1) * goods);
}

/** Each amount of the row times limit / value, rounded down. */
function scaleRow(amounts: bigint[], row: number, goods: number, limit: bigint, value: bigint): void {
  const numerator = limit > 0n ? limit : 0n;
  for (let cell = row * goods; cell < (row + 1) * goods; cell++)
    amounts[cell] = ((amounts[cell] as bigint) * numerator) / value;
}

/** Shares `total` among the offers of a good in proportion to them, largest remainder first. */
function ration(amounts: bigint[], g: number, goods: number, total: bigint): void {
  const offers: bigint[] = [];
  for (let cell = g; cell < amounts.length; cell += goods) offers.push(amounts[cell] as bigint);
  const shares = allocateQuanta(total, offers);
  for (let row = 0; row < shares.length; row++) amounts[row * goods + g] = shares[row] as bigint;
}

function columnSum(amounts: readonly bigint[], g: number, goods: number): bigint {
  let sum = 0n;
  for (let cell = g; cell < amounts.length; cell += goods) sum += amounts[cell] as bigint;
  return sum;
}
