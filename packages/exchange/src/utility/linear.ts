import type { Good } from '../goods.js';
import type { Parameters } from './parameters.js';
import { type Bundle, type ReservationPrices, ratioBounds, type UtilityFn } from './utility.js';

/**
 * `u = Σ v q`: goods are perfect substitutes.
 *
 * @see exchange specification, section 3
 */
export function createLinear(parameters: Parameters, goods: readonly Good[]): UtilityFn {
  return new Linear(goods, parameters.positives('v', goods));
}

class Linear implements UtilityFn {
  readonly type = 'linear';
  readonly goods: readonly Good[];
  readonly #values: readonly number[];

  constructor(goods: readonly Good[], values: readonly number[]) {
    this.goods = goods;
    this.#values = values;
  }

  u(bundle: Bundle): number {
    const values = this.#values;
    let total = 0;
    for (let g = 0; g < values.length; g++) total += (values[g] as number) * (bundle[g] as number);
    return total;
  }

  mu(_bundle: Bundle): readonly number[] {
    return this.#values;
  }

  bounds(_bundle: Bundle, x: number, y: number, _eps: number): ReservationPrices {
    return ratioBounds(this.#values, x, y);
  }
}
