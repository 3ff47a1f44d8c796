import type { Participants } from '../participants.js';
import type { PriceGrid } from '../price-grid.js';
import { MOST_AMOUNTS } from './column-sum.js';
import { headOf, wideOf } from './double-double.js';
import type { ClearingOrders, ClearingRules } from './plain-clearing.js';

/** Prices and bounds up to these leave room for every product and sum of values among the finite doubles. */
const MOST_PRICE = 2 ** 400;
const MOST_VALUE = 2 ** 900;
/** More than enough for the few roundings of a value that is added up in plain doubles. */
const MARGIN = 1 + 2 ** -40;

/** A market in doubles. Amounts are whole numbers of quanta below 2^53, agent-major and signed: purchases above 0, sales below. */
export interface ClearingColumns {
  readonly goods: number;
  readonly count: number;
  /** Requested and not executed in the stages so far. */
  readonly offers: Float64Array;
  /** Executed in the stages so far. */
  readonly done: Float64Array;
  /** What is left of the offers in the stage at hand. */
  readonly amounts: Float64Array;
  readonly prices: PriceColumns;
  readonly bounds: BoundColumns;
  /** Ascending rows that a bound may ever bind: those decided in doubles where that is certain, and those decided in whole integers. */
  readonly filteredRows: Int32Array;
  readonly exactRows: Int32Array;
  /** Working memory: the net value of a row as the sum of two doubles, and a row's amounts. */
  readonly net: Float64Array;
  readonly trial: Float64Array;
  /** What was read: decisions that doubles cannot make are made on this. */
  readonly grid: PriceGrid;
  readonly orders: ClearingOrders;
}

/** Prices, each the sum of two doubles within 2^-106 of its size; the first is also cut in two for exact products. */
interface PriceColumns {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
  readonly head: Float64Array;
  readonly tail: Float64Array;
  /** The tolerance of values, rounded. */
  readonly tolerance: number;
}

/** Bounds of the rows, each the sum of two doubles within 2^-106 of its size. */
interface BoundColumns {
  /** 1 for a row that may spend its sales, 0 for one that may not. */
  readonly salesPart: Float64Array;
  readonly fixedHi: Float64Array;
  readonly fixedLo: Float64Array;
  /** Infinite where nothing limits claims. */
  readonly claimsHi: Float64Array;
  readonly claimsLo: Float64Array;
  /** The largest value that can come up in a row, and a little more: errors are parts of it. */
  readonly size: Float64Array;
}

/** The market in doubles; null where something does not fit, or is so odd (a negative bound) that the plain algorithm had better judge it. */
export function readColumns(
  { goods, count }: Pick<Participants, 'goods' | 'count'>,
  grid: PriceGrid,
  orders: ClearingOrders,
  rules: ClearingRules,
): ClearingColumns | null {
  const prices = readPrices(grid);
  const offers = readAmounts(orders.requested);
  if (prices === null || offers === null || count > MOST_AMOUNTS) return null;
  if (rules.capacity.some((most) => most !== null && most < 0n)) return null;
  const bounds: BoundColumns = {
    salesPart: new Float64Array(count),
    fixedHi: new Float64Array(count),
    fixedLo: new Float64Array(count),
    claimsHi: new Float64Array(count),
    claimsLo: new Float64Array(count),
    size: new Float64Array(count),
  };
  const filtered: number[] = [];
  const exact: number[] = [];
  for (let row = 0; row < count; row++) {
    const coefficient = orders.coefficient[row] as bigint;
    if (coefficient < 0n || !readBounds(bounds, orders, row)) return null;
    if (isFree(bounds, prices, offers, row)) continue;
    const spendsSales = coefficient === orders.coefficientOne;
    bounds.salesPart[row] = spendsSales ? 1 : 0;
    if (spendsSales || coefficient === 0n) filtered.push(row);
    else exact.push(row);
  }
  return {
    goods,
    count,
    offers,
    done: new Float64Array(offers.length),
    amounts: new Float64Array(offers.length),
    prices,
    bounds,
    filteredRows: Int32Array.from(filtered),
    exactRows: Int32Array.from(exact),
    net: new Float64Array(2),
    trial: new Float64Array(goods),
    grid,
    orders,
  };
}

function readPrices({ units, tolerance }: PriceGrid): PriceColumns | null {
  const goods = units.length;
  // That a quantum of each good is within the tolerance is relied upon.
  if (tolerance < units.reduce((sum, unit) => sum + unit, 0n)) return null;
  const hi = new Float64Array(goods);
  const lo = new Float64Array(goods);
  for (let g = 0; g < goods; g++) {
    const unit = units[g] as bigint;
    if (unit < 0n || Number(unit) > MOST_PRICE) return null;
    const price = wideOf(unit);
    hi[g] = price.hi;
    lo[g] = price.lo;
  }
  const head = hi.map(headOf);
  const tail = hi.map((price, g) => price - (head[g] as number));
  return { hi, lo, head, tail, tolerance: Number(tolerance) };
}

function readAmounts(requested: readonly bigint[]): Float64Array | null {
  const amounts = new Float64Array(requested.length);
  for (let cell = 0; cell < amounts.length; cell++) {
    // What is out of range rounds to something out of range.
    const amount = Number(requested[cell] as bigint);
    if (amount > Number.MAX_SAFE_INTEGER || amount < -Number.MAX_SAFE_INTEGER) return null;
    amounts[cell] = amount;
  }
  return amounts;
}

function readBounds(bounds: BoundColumns, orders: ClearingOrders, row: number): boolean {
  const fixed = orders.fixed[row] as bigint;
  const claims = orders.claimLimit[row] as bigint | null;
  if (fixed < 0n || Number(fixed) > MOST_VALUE) return false;
  if (claims !== null && (claims < 0n || Number(claims) > MOST_VALUE)) return false;
  if (fixed > 0n) {
    const { hi, lo } = wideOf(fixed);
    bounds.fixedHi[row] = hi;
    bounds.fixedLo[row] = lo;
  }
  if (claims === null) bounds.claimsHi[row] = Number.POSITIVE_INFINITY;
  else if (claims > 0n) {
    const { hi, lo } = wideOf(claims);
    bounds.claimsHi[row] = hi;
    bounds.claimsLo[row] = lo;
  }
  return true;
}

/** Is the row within its bounds whatever part of its offers is executed? Notes what its values are made of on the way. */
function isFree(bounds: BoundColumns, prices: PriceColumns, offers: Float64Array, row: number): boolean {
  const goods = prices.hi.length;
  let buys = 0;
  let sells = 0;
  for (let g = 0; g < goods; g++) {
    const value = (prices.hi[g] as number) * (offers[row * goods + g] as number);
    if (value > 0) buys += value;
    else sells -= value;
  }
  const fixed = bounds.fixedHi[row] as number;
  const claims = bounds.claimsHi[row] as number;
  bounds.size[row] = (buys + sells + fixed + (claims < Number.POSITIVE_INFINITY ? claims : 0)) * MARGIN;
  return buys * MARGIN <= fixed && sells * MARGIN <= claims;
}
