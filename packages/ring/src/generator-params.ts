import type { AgentId, DecimalInput } from '@bagehot/kernel';

/** How the opening cash is shared among the agents of a ring. */
export type LiquidityAllocation =
  | { readonly mode: 'uniform' }
  /** Everything to one agent, named as in the ring: `H1` to `Hn`. */
  | { readonly mode: 'single_at'; readonly agent: AgentId }
  /** In proportion to one positive weight per agent, in agent order. */
  | { readonly mode: 'vector'; readonly vector: readonly DecimalInput[] };

/** What chance decided: given back to the generator, these make the same ring without drawing anything. */
export interface RingDraws {
  /** One Gamma(c, 1) draw per agent, in agent order; only their proportions matter. */
  readonly weights: readonly DecimalInput[];
  /** Positions j of the swaps of neighbours (j, j + 1), counted from 0, in the order in which they are made. None unless |monotonicity| is between 0 and 1. */
  readonly adjacentSwaps?: readonly number[] | undefined;
}

/**
 * What a ring of debts looks like: how many owe how much, how unequally, when, and how much money there is (ring specification, section 4.1).
 *
 * Of total debt S and total liquidity L at least one is given; `kappa` makes the other.
 */
export interface RingParams {
  /**
   * Agents H1 to Hn, at least 3.
   *
   * @defaultValue 5
   */
  readonly agents?: number | undefined;
  /**
   * The last possible due day D, at least 1.
   *
   * @defaultValue 1
   */
  readonly maturityDays?: number | undefined;
  /** Debt over liquidity, S / L: high is stress. Greater than 0. */
  readonly kappa: DecimalInput;
  /**
   * `liquidity_to_debt` reads kappa as L / S.
   *
   * @defaultValue `debt_to_liquidity`
   */
  readonly kappaConvention?: 'debt_to_liquidity' | 'liquidity_to_debt' | undefined;
  /** S: everything that is owed, in money. Rounded half-even to the scale. */
  readonly totalDebt?: DecimalInput | undefined;
  /** L: all the cash there is. Rounded half-even to the scale. */
  readonly totalLiquidity?: DecimalInput | undefined;
  /**
   * Who has the cash in the beginning.
   *
   * @defaultValue `{ mode: 'uniform' }`
   */
  readonly liquidity?: LiquidityAllocation | undefined;
  /**
   * Dirichlet concentration c of the debt sizes: small is unequal. Greater than 0; not together with `iota`.
   *
   * @defaultValue 1
   */
  readonly concentration?: DecimalInput | undefined;
  /** Expected inequality of the debt sizes, 1 / (n c + 1): the normalised Herfindahl index, between 0 and 1. In place of `concentration`. */
  readonly iota?: DecimalInput | undefined;
  /**
   * Order of the sizes round the ring: 1 from large to small, -1 from small to large, 0 as drawn.
   *
   * @defaultValue 0
   */
  readonly monotonicity?: DecimalInput | undefined;
  /**
   * Lead-lag misalignment of the maturities, 0 to 1: each agent pays `round(mu (D - 1))` days, modulo D, after it is paid.
   *
   * @defaultValue 0
   */
  readonly mu?: DecimalInput | undefined;
  /**
   * Decimals of generated debts and opening cash, 0 to 12.
   *
   * @defaultValue 0
   */
  readonly scale?: number | undefined;
  /**
   * The smallest debt, a multiple of 10^-scale.
   *
   * @defaultValue 10^-scale
   */
  readonly minAmount?: DecimalInput | undefined;
  /** Draws of an earlier ring, used as written in place of random streams. */
  readonly draws?: RingDraws | undefined;
}

/** Something wrong in the parameters of a ring. */
export interface RingParamsProblem {
  readonly code:
    | 'E_RING_AGENTS'
    | 'E_RING_KAPPA'
    | 'E_RING_TOTALS'
    | 'E_RING_LIQUIDITY'
    | 'E_RING_LIQUIDITY_AGENT'
    | 'E_RING_INEQUALITY'
    | 'E_RING_MONOTONICITY'
    | 'E_RING_MATURITY'
    | 'E_RING_SCALE'
    | 'E_RING_TOO_SMALL'
    | 'E_RING_DRAWS';
  /** The parameter: `liquidity.vector[2]`. */
  readonly path: string;
  readonly message: string;
}
