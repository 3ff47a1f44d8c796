import { type Decimal, fromUnits, unitsOf, ZERO } from './decimal.js';

/** Finest money grid there is. */
const DECIMALS = 18;

/** An exact sum of many decimals, which is made a decimal only when somebody asks. */
export class RunningSum {
  #units = 0n;
  /** What does not fit on the grid. */
  #rest: Decimal = ZERO;

  /** Adds a value. */
  add(value: Decimal): void {
    const units = unitsOf(value, DECIMALS);
    if (units === undefined) this.#rest = this.#rest.plus(value);
    else this.#units += units;
  }

  /** Takes a value off. */
  subtract(value: Decimal): void {
    const units = unitsOf(value, DECIMALS);
    if (units === undefined) this.#rest = this.#rest.minus(value);
    else this.#units -= units;
  }

  /** The sum so far. */
  get value(): Decimal {
    const onGrid = fromUnits(this.#units, DECIMALS);
    return this.#rest === ZERO ? onGrid : this.#rest.plus(onGrid);
  }
}
