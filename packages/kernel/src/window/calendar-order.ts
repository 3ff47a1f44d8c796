/** Most counters a single pass uses; wider ranges are sorted in two passes of 16 bits. */
const MAX_COUNTERS = 2 ** 20;
/** The mask that keeps a whole key. */
const WHOLE = 2 ** 31 - 1;

/**
 * The positions 0, 1, ... sorted by day, then by serial, then by position. Linear in their number.
 *
 * @param serials - position is the serial when they are left out
 */
export function calendarOrder(days: Int32Array, serials?: Int32Array): Int32Array {
  let order: Int32Array | undefined;
  if (serials !== undefined && !isAscending(serials)) order = sorted(order, serials);
  return sorted(order, days);
}

/**
 * Where each position comes when they are sorted by day, then by serial, then by position: the inverse of {@link calendarOrder}. Columns are put in order with
 * it by reading them from start to end, which large ones repay.
 */
export function calendarPlaces(days: Int32Array, serials?: Int32Array): Int32Array {
  const places = new Int32Array(days.length);
  const range = rangeOf(days);
  if ((serials === undefined || isAscending(serials)) && range.high - range.low < MAX_COUNTERS) {
    const starts = startsOf(days, range.low, 0, WHOLE, range.high - range.low + 1);
    for (let i = 0; i < days.length; i++) {
      const ahead = (days[i] as number) - range.low;
      places[i] = starts[ahead] as number;
      (starts[ahead] as number)++;
    }
    return places;
  }
  const order = calendarOrder(days, serials);
  for (let place = 0; place < order.length; place++) places[order[place] as number] = place;
  return places;
}

function isAscending(keys: Int32Array): boolean {
  for (let i = 1; i < keys.length; i++) if ((keys[i] as number) < (keys[i - 1] as number)) return false;
  return true;
}

/** The smallest and the largest key; 0 of none. */
function rangeOf(keys: Int32Array): { readonly low: number; readonly high: number } {
  if (keys.length === 0) return { low: 0, high: 0 };
  let low = keys[0] as number;
  let high = low;
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key < low) low = key;
    if (key > high) high = key;
  }
  return { low, high };
}

/** Sorts positions by key and keeps the given order among equal keys. */
function sorted(order: Int32Array | undefined, keys: Int32Array): Int32Array {
  const { low, high } = rangeOf(keys);
  if (high === low) return order ?? Int32Array.from(keys, (_, position) => position);
  if (high - low < MAX_COUNTERS) return pass(order, keys, low, 0, WHOLE, high - low + 1);
  const halfway = pass(order, keys, low, 0, 0xffff, 0x10000);
  return pass(halfway, keys, low, 16, 0xffff, 0x10000);
}

/** Where the positions of each digit begin, by some bits of `key - low`. */
function startsOf(keys: Int32Array, low: number, shift: number, mask: number, counters: number): Int32Array {
  const starts = new Int32Array(counters + 1);
  for (let i = 0; i < keys.length; i++) (starts[((((keys[i] as number) - low) >>> shift) & mask) + 1] as number)++;
  for (let i = 1; i <= counters; i++) (starts[i] as number) += starts[i - 1] as number;
  return starts;
}

/** One stable counting sort by some bits of `key - low`. */
function pass(
  order: Int32Array | undefined,
  keys: Int32Array,
  low: number,
  shift: number,
  mask: number,
  counters: number,
): Int32Array {
  const starts = startsOf(keys, low, shift, mask, counters);
  const result = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const position = order === undefined ? i : (order[i] as number);
    const digit = (((keys[position] as number) - low) >>> shift) & mask;
    result[starts[digit] as number] = position;
    (starts[digit] as number)++;
  }
  return result;
}
