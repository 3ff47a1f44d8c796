import type { ClearingBook, RequestOrder, SupplyOrder } from '../protocols/clearing.js';
import { crossingVolume, type FilledSide, fillSide, type OrderSide, type Rationing, sideOf } from './order-side.js';

/** The orders of a book that meet, and the rates at which nobody left out would have wanted to trade. */
export interface OrderBookMatch {
  /** The amount of all supplies. */
  readonly supplied: bigint;
  /** The amount of all requests. */
  readonly requested: bigint;
  readonly volume: bigint;
  /** By request. */
  readonly grants: readonly bigint[];
  /** By supply. */
  readonly draws: readonly bigint[];
  /** Indices of the requests: highest limit first, then in order of submission. */
  readonly bidOrder: Uint32Array;
  /** Indices of the supplies: lowest limit first, then in order of submission. */
  readonly offerOrder: Uint32Array;
  /** Lowest limit among the requests that trade, in units of 10^-12; null when only market orders do, or nothing trades. */
  readonly marginalBid: bigint | null;
  /** Highest limit among the supplies that trade; null as above. */
  readonly marginalOffer: bigint | null;
  /** Bounds of the equilibrium interval; null where it has none, and without trade. */
  readonly low: bigint | null;
  readonly high: bigint | null;
  /** Market orders are left unfilled, so that no finite rate balances the book: the rate would have to be above, or below, all limits. */
  readonly unbounded: 'above' | 'below' | null;
}

/**
 * Crosses a book of limit orders: the most that can be traded at one rate, bids from the highest rate down, offers from the lowest up. O(n log n).
 *
 * @param rationing - of the level that cannot be filled whole
 * @see central bank specification, section 11.2
 */
export function matchOrders(book: ClearingBook, rationing: Rationing = 'pro-rata'): OrderBookMatch {
  const { requests, supplies } = book;
  const bids = sideOf(requests.map(unitsOf), requests.map(maxRateOf), 'highest');
  const offers = sideOf(supplies.map(unitsOf), supplies.map(minRateOf), 'lowest');
  const volume = crossingVolume(bids, offers);
  const bought = fillSide(bids, volume, rationing);
  const sold = fillSide(offers, volume, rationing);
  return {
    supplied: totalOf(offers),
    requested: totalOf(bids),
    volume,
    grants: bought.fills,
    draws: sold.fills,
    bidOrder: bids.order,
    offerOrder: offers.order,
    ...intervalOf(bids, bought, offers, sold, volume),
  };
}

function totalOf(side: OrderSide): bigint {
  return side.units.reduce((sum, units) => sum + units, 0n);
}

const unitsOf = ({ units }: RequestOrder | SupplyOrder): bigint => units;
const maxRateOf = ({ maxRate }: RequestOrder): bigint | null => maxRate;
const minRateOf = ({ minRate }: SupplyOrder): bigint | null => minRate;

type Interval = Pick<OrderBookMatch, 'marginalBid' | 'marginalOffer' | 'low' | 'high' | 'unbounded'>;

/** Whoever trades must want to, and whoever is left out must not: bids left bound the rate from below, offers left from above. */
function intervalOf(
  bids: OrderSide,
  bought: FilledSide,
  offers: OrderSide,
  sold: FilledSide,
  volume: bigint,
): Interval {
  const limitAt = (side: OrderSide, level: number): bigint | null => side.limits[level] ?? null;
  if (volume === 0n) return { marginalBid: null, marginalOffer: null, low: null, high: null, unbounded: null };
  const marginalBid = limitAt(bids, bought.marginal);
  const marginalOffer = limitAt(offers, sold.marginal);
  const waitingBid = limitAt(bids, bought.waiting);
  const waitingOffer = limitAt(offers, sold.waiting);
  const bidsWait = bought.waiting >= 0;
  const offersWait = sold.waiting >= 0;
  const interval = { marginalBid, marginalOffer };
  if (bidsWait && waitingBid === null) return { ...interval, low: null, high: null, unbounded: 'above' };
  if (offersWait && waitingOffer === null) return { ...interval, low: null, high: null, unbounded: 'below' };
  return {
    ...interval,
    low: marginalOffer === null || (waitingBid !== null && waitingBid > marginalOffer) ? waitingBid : marginalOffer,
    high: marginalBid === null || (waitingOffer !== null && waitingOffer < marginalBid) ? waitingOffer : marginalBid,
    unbounded: null,
  };
}
