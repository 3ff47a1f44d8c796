import { ln } from '@bagehot/kernel';
import type { Good } from '../goods.js';
import { AmountTable } from './amount-table.js';
import type { Parameters } from './parameters.js';
import { type Bundle, CORNER_PRICE, type ReservationPrices, type UtilityFn, ZERO_GUARD } from './utility.js';

/**
 * `u = Σ α ln(q - γ)`: of each good, γ is needed to subsist.
 *
 * @see exchange specification, section 3
 */
export function createStoneGeary(parameters: Parameters, goods: readonly Good[]): UtilityFn {
  return new StoneGeary(
    goods,
    parameters.positives('alpha_', goods),
    goods.map((good) => parameters.atLeast0(`gamma_${good}`)),
  );
}

class StoneGeary implements UtilityFn {
  readonly type = 'stone_geary';
  readonly goods: readonly Good[];
  readonly #alpha: readonly number[];
  readonly #gamma: readonly number[];
  /** Logarithms, by good. */
  readonly #logarithms: readonly AmountTable[];

  constructor(goods: readonly Good[], alpha: readonly number[], gamma: readonly number[]) {
    this.goods = goods;
    this.#alpha = alpha;
    this.#gamma = gamma;
    this.#logarithms = gamma.map((least) => new AmountTable((amount) => ln(Math.max(amount - least, ZERO_GUARD))));
  }

  u(bundle: Bundle): number {
    const alpha = this.#alpha;
    const logarithms = this.#logarithms;
    let total = 0;
    for (let g = 0; g < alpha.length; g++)
      total += (alpha[g] as number) * (logarithms[g] as AmountTable).at(bundle[g] as number);
    return total;
  }

  mu(bundle: Bundle): readonly number[] {
    return this.#alpha.map(
      (alpha, g) => alpha / Math.max((bundle[g] as number) - (this.#gamma[g] as number), ZERO_GUARD),
    );
  }

  bounds(bundle: Bundle, x: number, y: number, eps: number): ReservationPrices {
    const aboveX = (bundle[x] as number) - (this.#gamma[x] as number);
    const aboveY = (bundle[y] as number) - (this.#gamma[y] as number);
    const belowX = aboveX < eps;
    const belowY = aboveY < eps;
    if (belowX && belowY) return [1, 1];
    if (belowX || belowY) return [CORNER_PRICE, CORNER_PRICE];
    const alphaX = this.#alpha[x] as number;
    const alphaY = this.#alpha[y] as number;
    const ratio = (alphaX * Math.max(aboveY, eps)) / (alphaY * Math.max(aboveX, eps));
    return [ratio, ratio];
  }
}
