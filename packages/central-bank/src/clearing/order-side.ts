import { allocateQuanta } from '@bagehot/kernel/quanta';
import { type LimitLevels, levelsOf } from './limit-order.js';

/** How the level that cannot be filled whole is shared: in proportion to its orders, or to whoever came first. */
export type Rationing = 'pro-rata' | 'time';

/** One side of a book, best orders first. */
export interface OrderSide extends LimitLevels {
  /** By order, in quanta. */
  readonly orderUnits: readonly bigint[];
  /** By level, in quanta. */
  readonly units: readonly bigint[];
}

/** What a side trades, and where that ends. */
export interface FilledSide {
  /** By order. */
  readonly fills: readonly bigint[];
  /** Level of the worst limit that trades; -1 when none does. */
  readonly marginal: number;
  /** Level of the best limit that is left with something unfilled; -1 when none is. */
  readonly waiting: number;
}

/**
 * Sorts one side into levels.
 *
 * @param orderUnits - by order
 * @param limits - by order; null for a market order
 * @param best - which limits come first
 */
export function sideOf(
  orderUnits: readonly bigint[],
  limits: readonly (bigint | null)[],
  best: 'highest' | 'lowest',
): OrderSide {
  const levels = levelsOf(limits, best);
  const { order, starts } = levels;
  const units: bigint[] = [];
  for (let level = 0; level < levels.limits.length; level++) {
    const start = starts[level] as number;
    const end = starts[level + 1] as number;
    let sum = orderUnits[order[start] as number] as bigint;
    for (let at = start + 1; at < end; at++) sum += orderUnits[order[at] as number] as bigint;
    units.push(sum);
  }
  return { ...levels, orderUnits, units };
}

/** The most that can be traded at one rate: the best orders of both sides meet while their limits cross. */
export function crossingVolume(bids: OrderSide, offers: OrderSide): bigint {
  let volume = 0n;
  let bid = 0;
  let offer = 0;
  let wanted = 0n;
  let offered = 0n;
  for (;;) {
    while (wanted === 0n && bid < bids.limits.length) wanted = bids.units[bid++] as bigint;
    while (offered === 0n && offer < offers.limits.length) offered = offers.units[offer++] as bigint;
    if (wanted === 0n || offered === 0n) return volume;
    const most = bids.limits[bid - 1] as bigint | null;
    const least = offers.limits[offer - 1] as bigint | null;
    if (most !== null && least !== null && most < least) return volume;
    const units = wanted < offered ? wanted : offered;
    volume += units;
    wanted -= units;
    offered -= units;
  }
}

/** Fills a side level by level up to the volume; the level that cannot be filled whole is rationed. */
export function fillSide(side: OrderSide, volume: bigint, rationing: Rationing): FilledSide {
  const { orderUnits, order, starts } = side;
  const fills = new Array<bigint>(orderUnits.length).fill(0n);
  let left = volume;
  let marginal = -1;
  let waiting = -1;
  for (let level = 0; level < side.limits.length && waiting < 0; level++) {
    const whole = side.units[level] as bigint;
    if (whole === 0n) continue;
    if (left > 0n) marginal = level;
    if (left < whole) waiting = level;
    const start = starts[level] as number;
    const end = starts[level + 1] as number;
    if (left >= whole)
      for (let at = start; at < end; at++) {
        const index = order[at] as number;
        fills[index] = orderUnits[index] as bigint;
      }
    else if (left > 0n) ration(order.subarray(start, end), orderUnits, left, rationing, fills);
    left -= left < whole ? left : whole;
  }
  return { fills, marginal, waiting };
}

function ration(
  own: Uint32Array,
  units: readonly bigint[],
  volume: bigint,
  rationing: Rationing,
  fills: bigint[],
): void {
  if (rationing === 'pro-rata') {
    const weights = Array.from(own, (index) => units[index] as bigint);
    const shares = allocateQuanta(volume, weights);
    for (let at = 0; at < own.length; at++) fills[own[at] as number] = shares[at] as bigint;
    return;
  }
  let left = volume;
  for (const index of own) {
    const wanted = units[index] as bigint;
    const share = wanted < left ? wanted : left;
    fills[index] = share;
    left -= share;
  }
}
