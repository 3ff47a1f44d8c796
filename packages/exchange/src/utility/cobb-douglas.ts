import { pow } from '@bagehot/kernel';
import type { Good } from '../goods.js';
import { AmountTable } from './amount-table.js';
import type { Parameters } from './parameters.js';
import { type Bundle, type ReservationPrices, type UtilityFn, ZERO_GUARD } from './utility.js';

/**
 * `u = scale Π q^a`: worthless without any of the goods.
 *
 * @see exchange specification, section 3
 */
export function createCobbDouglas(parameters: Parameters, goods: readonly Good[]): UtilityFn {
  return new CobbDouglas(goods, parameters.positives('a', goods), parameters.positive('scale', 1));
}

class CobbDouglas implements UtilityFn {
  readonly type = 'cobb_douglas';
  readonly goods: readonly Good[];
  readonly #exponents: readonly number[];
  readonly #scale: number;
  /** By good. */
  readonly #powers: readonly AmountTable[];

  constructor(goods: readonly Good[], exponents: readonly number[], scale: number) {
    this.goods = goods;
    this.#exponents = exponents;
    this.#scale = scale;
    this.#powers = exponents.map((exponent) => new AmountTable((amount) => pow(amount, exponent)));
  }

  u(bundle: Bundle): number {
    const powers = this.#powers;
    let product = this.#scale;
    for (let g = 0; g < powers.length; g++) {
      const amount = bundle[g] as number;
      if (amount === 0) return 0;
      product *= (powers[g] as AmountTable).at(amount);
    }
    return product;
  }

  mu(bundle: Bundle): readonly number[] {
    const guarded = this.#exponents.map((_, g) => Math.max(bundle[g] as number, ZERO_GUARD));
    return this.#exponents.map((exponent, g) => {
      let marginal = exponent * this.#scale * pow(guarded[g] as number, exponent - 1);
      for (let h = 0; h < guarded.length; h++)
        if (h !== g) marginal *= pow(guarded[h] as number, this.#exponents[h] as number);
      return marginal;
    });
  }

  bounds(bundle: Bundle, x: number, y: number, eps: number): ReservationPrices {
    const exponents = this.#exponents;
    let a = bundle[x] as number;
    let b = bundle[y] as number;
    if (a === 0 || b === 0) {
      a += eps;
      b += eps;
    }
    const ratio = ((exponents[x] as number) / (exponents[y] as number)) * (b / a);
    return [ratio, ratio];
  }
}
