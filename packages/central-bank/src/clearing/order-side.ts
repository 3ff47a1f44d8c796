import { allocateQuanta } from '@bagehot/kernel/quanta';

/** How the level that cannot be filled whole is shared: in proportion to its orders, or to whoever came first. */
export type Rationing = 'pro-rata' | 'time';

/** One side of a book, best orders first. */
export interface OrderSide {
  /** Indices of the orders: best limit first, then in order of submission. Market orders come before all others. */
  readonly order: Uint32Array;
  /** By level, the limit; null for market orders. */
  readonly limits: readonly (bigint | null)[];
  /** By level, where its orders begin in `order`; and the end of the last one. */
  readonly starts: readonly number[];
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
 * @param limits - by order; null for a market order
 * @param units - by order
 * @param best - which limits come first
 */
export function sideOf(
  limits: readonly (bigint | null)[],
  units: readonly bigint[],
  best: 'highest' | 'lowest',
): OrderSide {
  const order = sortedByLimit(limits, best === 'lowest' ? 1 : -1);
  const levels: (bigint | null)[] = [];
  const starts: number[] = [];
  const sums: bigint[] = [];
  let level = -1;
  for (let at = 0; at < order.length; at++) {
    const index = order[at] as number;
    const limit = limits[index] as bigint | null;
    if (level < 0 || limit !== levels[level]) {
      level++;
      levels.push(limit);
      starts.push(at);
      sums.push(0n);
    }
    sums[level] = (sums[level] as bigint) + (units[index] as bigint);
  }
  starts.push(order.length);
  return { order, limits: levels, starts, units: sums };
}

/** Doubles decide quickly, and they never disagree with the integers; where they see no difference and could miss one, the integers decide. */
function sortedByLimit(limits: readonly (bigint | null)[], sign: 1 | -1): Uint32Array {
  const keys = Float64Array.from(limits, (limit) => (limit === null ? Number.NEGATIVE_INFINITY : sign * Number(limit)));
  const exactly = (a: number, b: number): number => {
    const one = limits[a] as bigint | null;
    const other = limits[b] as bigint | null;
    if (one === other) return 0;
    if (one === null || other === null) return one === null ? -1 : 1;
    return one < other ? -sign : sign;
  };
  return Uint32Array.from(limits.keys()).sort((a, b) => {
    const one = keys[a] as number;
    const other = keys[b] as number;
    if (one < other) return -1;
    if (one > other) return 1;
    return (Math.abs(one) <= Number.MAX_SAFE_INTEGER ? 0 : exactly(a, b)) || a - b;
  });
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
export function fillSide(side: OrderSide, units: readonly bigint[], volume: bigint, rationing: Rationing): FilledSide {
  const fills = new Array<bigint>(units.length).fill(0n);
  let left = volume;
  let marginal = -1;
  let waiting = -1;
  for (let level = 0; level < side.limits.length && waiting < 0; level++) {
    const whole = side.units[level] as bigint;
    if (whole === 0n) continue;
    if (left > 0n) marginal = level;
    if (left < whole) waiting = level;
    const own = side.order.subarray(side.starts[level], side.starts[level + 1]);
    if (left >= whole) for (const index of own) fills[index] = units[index] as bigint;
    else if (left > 0n) ration(own, units, left, rationing, fills);
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
