/** Most counters a single pass uses; wider ranges are sorted in two passes of 16 bits. */
const MAX_COUNTERS = 2 ** 20;

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

function isAscending(keys: Int32Array): boolean {
  for (let i = 1; i < keys.length; i++) if ((keys[i] as number) < (keys[i - 1] as number)) return false;
  return true;
}

/** Sorts positions by key and keeps the given order among equal keys. */
function sorted(order: Int32Array | undefined, keys: Int32Array): Int32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key < low) low = key;
    if (key > high) high = key;
  }
  if (!(high > low)) return order ?? Int32Array.from(keys, (_, position) => position);
  if (high - low < MAX_COUNTERS) return pass(order, keys, low, 0, 2 ** 31 - 1, high - low + 1);
  const halfway = pass(order, keys, low, 0, 0xffff, 0x10000);
  return pass(halfway, keys, low, 16, 0xffff, 0x10000);
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
  const starts = new Int32Array(counters + 1);
  for (let i = 0; i < keys.length; i++) (starts[((((keys[i] as number) - low) >>> shift) & mask) + 1] as number)++;
  for (let i = 1; i <= counters; i++) (starts[i] as number) += starts[i - 1] as number;
  const result = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const position = order === undefined ? i : (order[i] as number);
    const digit = (((keys[position] as number) - low) >>> shift) & mask;
    result[starts[digit] as number] = position;
    (starts[digit] as number)++;
  }
  return result;
}
