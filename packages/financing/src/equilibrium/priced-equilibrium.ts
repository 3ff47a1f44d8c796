import { type Decimal, ZERO } from '@bagehot/kernel';
import type { EquilibriumResult, EquilibriumStatus } from './equilibrium.js';
import type { Residual } from './residual.js';

/**
 * The result of a market that has prices, good or not. Its residual, which is digits for people, is computed when somebody asks: every field is the object's own
 * and cannot be changed, but `zRestNorm` is read through an accessor.
 */
export class PricedEquilibrium implements EquilibriumResult {
  // Made by the constructor, in this order.
  declare readonly status: EquilibriumStatus;
  declare readonly reason: null;
  declare readonly prices: readonly (Decimal | null)[];
  declare readonly zRestNorm: Decimal;
  declare readonly walrasDot: Decimal;
  declare readonly method: string;
  declare readonly iterations: number;
  readonly #residual: Residual;

  constructor(method: string, residual: Residual, prices: readonly (Decimal | null)[], iterations: number) {
    this.#residual = residual;
    this.status = residual.clears ? 'converged' : 'poor_convergence';
    this.reason = null;
    this.prices = prices;
    Object.defineProperty(this, 'zRestNorm', REST_NORM);
    this.walrasDot = ZERO;
    this.method = method;
    this.iterations = iterations;
    Object.freeze(this);
  }

  static restNorm(result: PricedEquilibrium): Decimal {
    return result.#residual.norm;
  }
}

/** One accessor for all results: an object with an accessor of its own is twenty times as dear. */
const REST_NORM: PropertyDescriptor & ThisType<PricedEquilibrium> = {
  enumerable: true,
  get() {
    return PricedEquilibrium.restNorm(this);
  },
};
