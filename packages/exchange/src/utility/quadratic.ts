import type { Good } from '../goods.js';
import type { Parameters } from './parameters.js';
import { type Bundle, CORNER_PRICE, type ReservationPrices, type UtilityFn } from './utility.js';

/**
 * `u = -(a/σ_A)² - (b/σ_B)² - γab` around a bliss point: one can have too much. Of two goods, called A and B in the parameters whatever their names.
 *
 * @see exchange specification, section 3
 */
export function createQuadratic(parameters: Parameters, goods: readonly Good[]): UtilityFn {
  return new Quadratic(
    goods,
    [parameters.positive('A_star'), parameters.positive('B_star')],
    [parameters.positive('sigma_A'), parameters.positive('sigma_B')],
    parameters.atLeast0('gamma', 0),
  );
}

class Quadratic implements UtilityFn {
  readonly type = 'quadratic';
  readonly goods: readonly Good[];
  readonly #bliss: readonly [number, number];
  readonly #squares: readonly [number, number];
  readonly #gamma: number;

  constructor(
    goods: readonly Good[],
    bliss: readonly [number, number],
    sigma: readonly [number, number],
    gamma: number,
  ) {
    this.goods = goods;
    this.#bliss = bliss;
    this.#squares = [sigma[0] * sigma[0], sigma[1] * sigma[1]];
    this.#gamma = gamma;
  }

  u(bundle: Bundle): number {
    const a = (bundle[0] as number) - this.#bliss[0];
    const b = (bundle[1] as number) - this.#bliss[1];
    return -((a * a) / this.#squares[0]) - (b * b) / this.#squares[1] - this.#gamma * a * b;
  }

  mu(bundle: Bundle): readonly number[] {
    const a = (bundle[0] as number) - this.#bliss[0];
    const b = (bundle[1] as number) - this.#bliss[1];
    return [(-2 * a) / this.#squares[0] - this.#gamma * b, (-2 * b) / this.#squares[1] - this.#gamma * a];
  }

  bounds(bundle: Bundle, x: number, y: number, eps: number): ReservationPrices {
    const mu = this.mu(bundle);
    const muX = mu[x] as number;
    const muY = mu[y] as number;
    if (muX <= 0 && muY <= 0) return [Number.POSITIVE_INFINITY, 0];
    if (muX <= 0) return [eps, eps];
    if (muY <= 0) return [CORNER_PRICE, CORNER_PRICE];
    return [muX / muY, muX / muY];
  }
}
