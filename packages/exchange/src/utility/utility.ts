import type { Good } from '../goods.js';

/** Lowest price at which one would sell a unit of x, highest at which one would buy it, in units of y. */
export type ReservationPrices = readonly [pMin: number, pMax: number];

/** Whole amounts in declared order of the goods. Belongs to the caller, who changes it afterwards: must not be kept. */
export type Bundle = ArrayLike<number>;

/**
 * What an agent likes. Pure: the same bundle gives the same numbers, bit for bit, on every machine. So powers, logarithms and exponentials are the kernel's.
 *
 * @see exchange specification, section 3
 */
export interface UtilityFn {
  /** The name it is registered by. */
  readonly type: string;
  /** Declared order, in which bundles are given. */
  readonly goods: readonly Good[];
  /** Utility of a bundle. */
  u(bundle: Bundle): number;
  /** Marginal utilities, one per good. */
  mu(bundle: Bundle): readonly number[];
  /**
   * The reservation prices of a unit of good x in units of good y (indexes in declared order). Above the second or below the first nobody is asked to trade:
   * `[Infinity, 0]` is no trade at all.
   *
   * @param eps - the guard where a stock is 0, params.epsilon
   */
  bounds(bundle: Bundle, x: number, y: number, eps: number): ReservationPrices;
}

/** A utility as it is written down. */
export interface UtilitySpec {
  /** A registered name. */
  readonly type: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Zero guard of utilities and marginal utilities. */
export const ZERO_GUARD = 1e-12;

/** A price so high or low that only the corner matters, where a utility gives no ratio. */
export const CORNER_PRICE = 1e6;

/** Reservation prices where both are the ratio of marginal utilities. For a utility of one's own that has no corners of its own. */
export function ratioBounds(mu: readonly number[], x: number, y: number): ReservationPrices {
  const ratio = (mu[x] as number) / (mu[y] as number);
  return [ratio, ratio];
}
