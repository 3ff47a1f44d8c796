import { type Decimal, decimalPlaces, fromUnits, powerOfTen, unitsOf } from './decimal.js';

/** Decimals that suffice for most money. */
const START_DECIMALS = 12;

/** An exact sum of many decimals, which is made a decimal only when somebody asks. */
export class RunningSum {
  /** Enough for every value so far. */
  #decimals = START_DECIMALS;
  #units = 0n;

  /** Adds a value. */
  add(value: Decimal): void {
    // Apart: a finer value changes the sum's own units first.
    const units = this.#unitsOf(value);
    this.#units += units;
  }

  /** Takes a value off. */
  subtract(value: Decimal): void {
    const units = this.#unitsOf(value);
    this.#units -= units;
  }

  /** The sum so far. */
  get value(): Decimal {
    return fromUnits(this.#units, this.#decimals);
  }

  #unitsOf(value: Decimal): bigint {
    const units = unitsOf(value, this.#decimals);
    if (units !== undefined) return units;
    const decimals = decimalPlaces(value);
    this.#units *= powerOfTen(decimals - this.#decimals);
    this.#decimals = decimals;
    return unitsOf(value, decimals) as bigint;
  }
}
