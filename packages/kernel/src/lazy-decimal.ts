import { COUNTED, type Decimal, fromUnits, powerOfTen, ZERO } from './decimal.js';

/** Has sign, exponent and digits like any decimal, but makes them when they are first asked for. Everything else is what decimals inherit. */
class LazyDecimal {
  readonly #units: bigint;
  readonly #decimals: number;
  #made: Decimal | undefined;

  constructor(units: bigint, decimals: number) {
    this.#units = units;
    this.#decimals = decimals;
  }

  get s(): number {
    return this.#read().s;
  }

  // Some operations of big.js turn a sign and turn it back.
  set s(sign: number) {
    this.#read().s = sign;
  }

  get e(): number {
    return this.#read().e;
  }

  get c(): readonly number[] {
    return this.#read().c;
  }

  /** Undefined too once there are digits, whose sign may be turned. */
  [COUNTED](decimals: number): bigint | undefined {
    const finer = decimals - this.#decimals;
    if (this.#made !== undefined || finer < 0) return undefined;
    return finer === 0 ? this.#units : this.#units * powerOfTen(finer);
  }

  #read(): Decimal {
    this.#made ??= fromUnits(this.#units, this.#decimals);
    return this.#made;
  }
}

Object.setPrototypeOf(LazyDecimal.prototype, Object.getPrototypeOf(ZERO));
Object.defineProperty(LazyDecimal.prototype, 'constructor', { value: ZERO.constructor });

/**
 * The exact value of `units` counted in 10^-decimals, at next to no cost unless somebody looks at it: for figures that are offered to code which may or
 * may not read them. Calculates and compares like any decimal; only tests that compare fields of objects see a difference.
 */
export function lazyDecimal(units: bigint, decimals: number): Decimal {
  const value: object = new LazyDecimal(units, decimals);
  return value as Decimal;
}
