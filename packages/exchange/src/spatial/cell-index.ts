/** Buckets a radius is cut into: smaller ones fit the diamond of a radius better, larger ones are fewer to visit. */
const BUCKETS_PER_REACH = 4;
/** Buckets per item at most, so that empty land costs no memory. */
const BUCKETS_PER_ITEM = 4;

/**
 * Things on a grid by place: square buckets, filled by a counting sort, which is linear. Buckets are numbered along y within bands along x, so those
 * which a radius touches in one band are one run of the order.
 *
 * @see exchange specification, section 17
 */
export class CellIndex {
  /** A bucket has 2 to this power cells from side to side. */
  readonly shift: number;
  /** Buckets from side to side of the grid. */
  readonly across: number;
  /** The items, bucket by bucket; there are {@link CellIndex.size} of them. */
  readonly order: Int32Array;
  /** Where the items of the order are. */
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly #start: Int32Array;
  readonly #bucketOf: Int32Array;

  /**
   * @param side - of the grid, in cells
   * @param reach - the usual radius of a search, in steps
   * @param capacity - the most items there can be
   */
  constructor(side: number, reach: number, capacity: number) {
    const fewest = Math.ceil(side / Math.sqrt(BUCKETS_PER_ITEM * Math.max(capacity, 1)));
    let shift = 0;
    while (1 << shift < Math.max(Math.ceil(reach / BUCKETS_PER_REACH), fewest)) shift++;
    this.shift = shift;
    this.across = ((side - 1) >> this.shift) + 1;
    this.order = new Int32Array(capacity);
    this.x = new Int32Array(capacity);
    this.y = new Int32Array(capacity);
    this.#start = new Int32Array(this.across * this.across + 1);
    this.#bucketOf = new Int32Array(capacity);
  }

  /**
   * Sorts items into their buckets, in place of what was there.
   *
   * @param present - only items whose entry is above 0 are taken in; everybody if left out
   */
  build(x: Int32Array, y: Int32Array, count: number, present?: ArrayLike<number>): void {
    const start = this.#start;
    const bucketOf = this.#bucketOf;
    const { shift, across, order } = this;
    start.fill(0);
    for (let item = 0; item < count; item++) {
      if (present !== undefined && !((present[item] as number) > 0)) continue;
      const at = ((x[item] as number) >> shift) * across + ((y[item] as number) >> shift);
      bucketOf[item] = at;
      start[at] = (start[at] as number) + 1;
    }
    let sum = 0;
    for (let at = 0; at < start.length; at++) {
      sum += start[at] as number;
      start[at] = sum;
    }
    // Backwards, each bucket from its end: afterwards `start` holds where buckets begin and items ascend within them.
    for (let item = count - 1; item >= 0; item--) {
      if (present !== undefined && !((present[item] as number) > 0)) continue;
      const at = bucketOf[item] as number;
      const slot = (start[at] as number) - 1;
      start[at] = slot;
      order[slot] = item;
      this.x[slot] = x[item] as number;
      this.y[slot] = y[item] as number;
    }
  }

  /** Number of items taken in. */
  get size(): number {
    return this.#start[this.#start.length - 1] as number;
  }

  /** The band of a column of cells. */
  bandOf(x: number): number {
    return x >> this.shift;
  }

  /** Steps from a column of cells to the nearest one of a band. */
  stepsTo(band: number, x: number): number {
    const first = band << this.shift;
    const last = first + (1 << this.shift) - 1;
    return x < first ? first - x : x > last ? x - last : 0;
  }

  /** Where the items of a band begin that may lie within `steps` of the row `y`. */
  from(band: number, y: number, steps: number): number {
    const row = (y > steps ? y - steps : 0) >> this.shift;
    return this.#start[band * this.across + row] as number;
  }

  /** Where the items of a band end that may lie within `steps` of the row `y`. */
  to(band: number, y: number, steps: number): number {
    const row = Math.min((y + steps) >> this.shift, this.across - 1);
    return this.#start[band * this.across + row + 1] as number;
  }
}
