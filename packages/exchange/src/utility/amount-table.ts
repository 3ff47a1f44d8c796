/** Amounts up to here are remembered. */
const MOST = 1024;

/** A function of amounts that costs much, remembered for the whole amounts that have been asked: the same numbers, sooner. */
export class AmountTable {
  readonly #compute: (amount: number) => number;
  /** NaN where nothing is known. */
  #known: Float64Array = new Float64Array(0);

  constructor(compute: (amount: number) => number) {
    this.#compute = compute;
  }

  /** The function at an amount. */
  at(amount: number): number {
    // An amount that is no index has no entry.
    const known = this.#known[amount];
    return known === undefined || Number.isNaN(known) ? this.#find(amount) : known;
  }

  #find(amount: number): number {
    const value = this.#compute(amount);
    if (!Number.isInteger(amount) || amount < 0 || amount >= MOST) return value;
    if (amount >= this.#known.length) {
      const longer = new Float64Array(Math.min(MOST, Math.max(16, 2 * amount + 1))).fill(Number.NaN);
      longer.set(this.#known);
      this.#known = longer;
    }
    this.#known[amount] = value;
    return value;
  }
}
