import type { Decimal } from '@bagehot/kernel';

/** One participant as a solver may look at it, in natural units. */
export interface MarketAgent {
  /** Weights in force; they add up to 1. */
  readonly alpha: readonly Decimal[];
  /** Total endowment, home and carried together; not all 0. */
  readonly omega: readonly Decimal[];
}

/** The market as doubles in natural units (shares of 1, units of goods), for solvers that work in floating point. None depends on the order of agents. */
export interface MarketNumbers {
  /** Agent-major. */
  readonly weights: Float64Array;
  /** Agent-major. */
  readonly endowments: Float64Array;
  /** Omega_g, one per good. */
  readonly supply: Float64Array;
  /** M_gh at g * goods + h. */
  readonly spending: Float64Array;
}

/**
 * What a solver is asked: the prices at which demand equals supply for every good. Guards have run: at least two goods and two participants, everybody owns
 * something, somebody owns each good, weights add up to 1. Goods are numbered anew without those that have left the round; good 0 is the numeraire.
 *
 * Every field is computed when it is first read, so a solver pays for what it reads only. Nothing may be changed.
 *
 * @see financing specification, section 4
 */
export interface EquilibriumMarket {
  /** At least 2. */
  readonly goods: number;
  /** Participants who own anything, at least 2. */
  readonly count: number;
  /** Decimals of a quantity: one quantum is 10^-quantityScale. */
  readonly quantityScale: number;
  /** Significant digits that prices will keep at most. */
  readonly priceDigits: number;
  /** Weights in force in units of 10^-12, agent-major: whole numbers. */
  readonly weights: Float64Array;
  /** Total endowments in quanta, agent-major. */
  readonly endowments: readonly bigint[];
  /** Omega_g: the quanta of each good, all positive. */
  readonly supply: readonly bigint[];
  /** M_gh = sum_i alpha_ig omega_ih at g * goods + h, in units of 10^-12 quanta: what the owners of one price unit of good h spend on good g. Column h adds up to 10^12 Omega_h. */
  readonly spending: readonly bigint[];
  /** The same as doubles. */
  readonly numbers: MarketNumbers;
  /** The same as decimals. */
  readonly agents: readonly MarketAgent[];
  /**
   * Whether demand connects the goods: `reducible` when money spent on some good never comes back to the numeraire, so that no prices or many would do;
   * `free_good` when some good is never reached from the numeraire, so that its price would be 0; null when there is exactly one equilibrium.
   */
  readonly disconnection: 'reducible' | 'free_good' | null;
}

/** What a solver answers: prices, good or not, or why there are none. */
export type SolverOutcome =
  | {
      /** One per good, all positive, the numeraire's 1. Whether they clear the market is checked by the caller. */
      readonly prices: readonly Decimal[];
      /** 0 for a direct solver. */
      readonly iterations: number;
    }
  | { readonly reason: 'reducible' | 'free_good'; readonly iterations: number };

/**
 * A way of finding prices. Guards before and the residual check after are the same for every solver: an implementation computes prices and nothing else.
 * It has to be deterministic and to keep no state between calls.
 *
 * @example
 * // Follows the money: what each good earns in one turn is what it has to spend in the next.
 * const followTheMoney: EquilibriumSolver = {
 *   name: 'follow-the-money',
 *   solve({ goods, numbers: { spending, supply }, disconnection }) {
 *     if (disconnection !== null) return { reason: disconnection, iterations: 0 };
 *     let values = Array.from(supply);
 *     for (let turn = 0; turn < 1000; turn++)
 *       values = values.map((own, g) => {
 *         const earned = values.reduce((sum, value, h) => sum + (value / supply[h]) * spending[g * goods + h], 0);
 *         return (own + earned) / 2;
 *       });
 *     const prices = values.map((value, g) => value / supply[g]);
 *     return { prices: prices.map((price) => decimal(price / prices[0])), iterations: 1000 };
 *   },
 * };
 * @see financing specification, section 4.2
 */
export interface EquilibriumSolver {
  /** Shown as the method of results. */
  readonly name: string;
  /** Prices of a market, or why there are none. */
  solve(market: EquilibriumMarket): SolverOutcome;
}
