import { pow } from '@bagehot/kernel';
import type { Good } from '../goods.js';
import { AmountTable } from './amount-table.js';
import type { Parameters } from './parameters.js';
import { type Bundle, type ReservationPrices, type UtilityFn, ZERO_GUARD } from './utility.js';

/** What ρ may be; the limits have utilities of their own. */
const ALLOWED_RHO =
  'a finite number below 1 and not 0 (0: use cobb_douglas; 1: use linear; above 1 tastes are not convex)';

/**
 * Constant elasticity of substitution: `u = (Σ w q^ρ)^(1/ρ)`.
 *
 * Without one of the goods and with ρ < 0 nothing is worth anything; the marginal utility of the one that lacks is then its limit, `w^(1/ρ)`, so that an agent
 * bids for what it lacks.
 *
 * @see exchange specification, section 3
 */
export function createCes(parameters: Parameters, goods: readonly Good[]): UtilityFn {
  const rho = parameters.number('rho', ALLOWED_RHO, (value) => value !== 0 && value < 1);
  return new Ces(goods, rho, parameters.positives('w', goods));
}

class Ces implements UtilityFn {
  readonly type = 'ces';
  readonly goods: readonly Good[];
  readonly #rho: number;
  readonly #weights: readonly number[];
  readonly #powers: AmountTable;

  constructor(goods: readonly Good[], rho: number, weights: readonly number[]) {
    this.goods = goods;
    this.#rho = rho;
    this.#weights = weights;
    this.#powers = new AmountTable((amount) => pow(amount, rho));
  }

  u(bundle: Bundle): number {
    const rho = this.#rho;
    const weights = this.#weights;
    let total = 0;
    let held = 0;
    for (let g = 0; g < weights.length; g++) {
      const amount = bundle[g] as number;
      if (amount > 0) {
        total += (weights[g] as number) * this.#powers.at(amount);
        held++;
      }
    }
    if (held === 0 || (rho < 0 && held < weights.length)) return 0;
    return pow(total, 1 / rho);
  }

  mu(bundle: Bundle): readonly number[] {
    const rho = this.#rho;
    const weights = this.#weights;
    const missing = weights.map((_, g) => g).filter((g) => bundle[g] === 0);
    if (missing.length === weights.length) return weights;
    if (rho < 0 && missing.length > 0)
      return weights.map((weight, g) => (missing.length === 1 && g === missing[0] ? pow(weight, 1 / rho) : 0));
    const scale = pow(this.u(bundle), 1 - rho);
    return weights.map((weight, g) => scale * weight * pow(Math.max(bundle[g] as number, ZERO_GUARD), rho - 1));
  }

  bounds(bundle: Bundle, x: number, y: number, eps: number): ReservationPrices {
    const weights = this.#weights;
    let a = bundle[x] as number;
    let b = bundle[y] as number;
    if (a === 0 || b === 0) {
      a += eps;
      b += eps;
    }
    const ratio = ((weights[x] as number) / (weights[y] as number)) * pow(a / b, this.#rho - 1);
    return [ratio, ratio];
  }
}
