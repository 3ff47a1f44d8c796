import { exp, ln } from '@bagehot/kernel';
import type { Good } from '../goods.js';
import { AmountTable } from './amount-table.js';
import type { Parameters } from './parameters.js';
import { type Bundle, CORNER_PRICE, type ReservationPrices, type UtilityFn, ZERO_GUARD } from './utility.js';

/** Beyond this exponent e^L would soon be infinite. */
const LARGEST_EXPONENT = 700;

/** Coefficients of a translog utility. */
interface Coefficients {
  readonly alpha0: number;
  readonly alphaA: number;
  readonly alphaB: number;
  readonly betaAA: number;
  readonly betaBB: number;
  readonly betaAB: number;
}

/**
 * `u = e^L`, L quadratic in the logarithms of two goods, called A and B in the parameters whatever their names.
 *
 * @see exchange specification, section 3
 */
export function createTranslog(parameters: Parameters, goods: readonly Good[]): UtilityFn {
  return new Translog(goods, {
    alpha0: parameters.real('alpha_0'),
    alphaA: parameters.positive('alpha_A'),
    alphaB: parameters.positive('alpha_B'),
    betaAA: parameters.real('beta_AA'),
    betaBB: parameters.real('beta_BB'),
    betaAB: parameters.real('beta_AB'),
  });
}

class Translog implements UtilityFn {
  readonly type = 'translog';
  readonly goods: readonly Good[];
  readonly #of: Coefficients;
  readonly #logarithms: AmountTable = new AmountTable((amount) => ln(Math.max(amount, ZERO_GUARD)));

  constructor(goods: readonly Good[], coefficients: Coefficients) {
    this.goods = goods;
    this.#of = coefficients;
  }

  u(bundle: Bundle): number {
    const { alpha0, alphaA, alphaB, betaAA, betaBB, betaAB } = this.#of;
    const a = this.#logarithms.at(bundle[0] as number);
    const b = this.#logarithms.at(bundle[1] as number);
    const exponent =
      alpha0 + alphaA * a + alphaB * b + 0.5 * betaAA * (a * a) + 0.5 * betaBB * (b * b) + betaAB * a * b;
    return exp(Math.min(exponent, LARGEST_EXPONENT));
  }

  mu(bundle: Bundle): readonly number[] {
    const level = this.u(bundle);
    const [slopeA, slopeB] = this.#slopes(bundle, ZERO_GUARD);
    return [level * slopeA, level * slopeB];
  }

  bounds(bundle: Bundle, x: number, y: number, eps: number): ReservationPrices {
    const slopes = this.#slopes(bundle, eps);
    const slopeX = slopes[x] as number;
    const slopeY = slopes[y] as number;
    if (Math.abs(slopeY) < eps) return slopeX > 0 ? [CORNER_PRICE, CORNER_PRICE] : [eps, eps];
    return [slopeX / slopeY, slopeX / slopeY];
  }

  /** Derivatives of L. */
  #slopes(bundle: Bundle, guard: number): readonly [number, number] {
    const { alphaA, alphaB, betaAA, betaBB, betaAB } = this.#of;
    const amountA = Math.max(bundle[0] as number, guard);
    const amountB = Math.max(bundle[1] as number, guard);
    const a = ln(amountA);
    const b = ln(amountB);
    return [(alphaA + betaAA * a + betaAB * b) / amountA, (alphaB + betaBB * b + betaAB * a) / amountB];
  }
}
