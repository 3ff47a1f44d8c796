import type { Decimal } from '@bagehot/kernel';

/** How price formation ended. Only `converged` leads to trade. */
export type EquilibriumStatus =
  | 'converged'
  | 'poor_convergence'
  | 'no_participants'
  | 'insufficient_participants'
  | 'insufficient_viable_agents'
  | 'insufficient_goods'
  | 'no_equilibrium';

/** Why there is no equilibrium. */
export type EquilibriumReason = 'missing_good' | 'missing_numeraire' | 'no_active_weight' | 'reducible' | 'free_good';

/** Prices of a market, or why there are none. */
export interface EquilibriumResult {
  readonly status: EquilibriumStatus;
  readonly reason: EquilibriumReason | null;
  /** One per good, the numeraire's exactly 1, null for a good that has left the round; null as a whole where no price formed. */
  readonly prices: readonly (Decimal | null)[] | null;
  /** Largest excess demand of a good but the numeraire at these prices, half-even to 6 significant digits. */
  readonly zRestNorm: Decimal | null;
  /** |p.Z|: 0 in exact arithmetic, hence no evidence of convergence. */
  readonly walrasDot: Decimal | null;
  /** Name of the solver. */
  readonly method: string;
  /** 0 for a direct one. */
  readonly iterations: number;
}
