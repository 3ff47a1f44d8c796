import type { Decimal } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';

/** Sums of values, one per row. The grid of values changes from round to round: sums stand on the finest one so far, and lose nothing. */
export class ValueSums {
  readonly #sums: bigint[];
  #decimals: number = 0;

  /** @param rows - how many sums */
  constructor(rows: number) {
    this.#sums = new Array<bigint>(rows).fill(0n);
  }

  /** Makes sure of a grid: values of so many decimals can be added then, times what it returns. */
  refine(decimals: number): bigint {
    if (decimals <= this.#decimals) return 10n ** BigInt(this.#decimals - decimals);
    const factor = 10n ** BigInt(decimals - this.#decimals);
    for (let row = 0; row < this.#sums.length; row++) this.#sums[row] = (this.#sums[row] as bigint) * factor;
    this.#decimals = decimals;
    return 1n;
  }

  /** Adds units of the grid. */
  add(row: number, units: bigint): void {
    this.#sums[row] = (this.#sums[row] as bigint) + units;
  }

  /** Is the sum 0? */
  isZero(row: number): boolean {
    return this.#sums[row] === 0n;
  }

  of(row: number): Decimal {
    return fromUnits(this.#sums[row] as bigint, this.#decimals);
  }

  total(): Decimal {
    return fromUnits(
      this.#sums.reduce((sum, units) => sum + units, 0n),
      this.#decimals,
    );
  }
}
