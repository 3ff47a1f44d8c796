import { type Decimal, decimalPlaces, ZERO } from '@bagehot/kernel';
import { asDecimal } from './field.js';
import { type Path, type Problems, shown } from './problems.js';

/** Reads amounts of one grid and reports those that are not above 0 or lie between two grid points. */
export class Amounts {
  readonly #problems: Problems;
  readonly #scale: number;
  readonly #says: string;

  /**
   * @param scale - decimals of the grid
   * @param says - what in the file says so
   */
  constructor(problems: Problems, scale: number, says: string = "the scenario's scale") {
    this.#problems = problems;
    this.#scale = scale;
    this.#says = says;
  }

  /** An amount above 0; 0 with a problem when it is none. */
  positive(path: Path, value: unknown): Decimal {
    const amount = this.#onGrid(path, value);
    if (amount?.gt(0)) return amount;
    this.#problems.add('E_AMOUNT', path, `must be an amount greater than 0, but is ${shown(value)}`);
    return ZERO;
  }

  /** An amount of at least 0; 0 with a problem when it is none. */
  notNegative(path: Path, value: unknown): Decimal {
    const amount = this.#onGrid(path, value);
    if (amount?.gte(0)) return amount;
    this.#problems.add('E_AMOUNT', path, `must be an amount of at least 0, but is ${shown(value)}`);
    return ZERO;
  }

  #onGrid(path: Path, value: unknown): Decimal | undefined {
    const amount = asDecimal(value);
    if (amount !== undefined && decimalPlaces(amount) > this.#scale)
      this.#problems.add(
        'E_AMOUNT',
        path,
        `must have at most ${this.#scale} decimals (${this.#says}), but is ${amount}`,
      );
    return amount;
  }
}
