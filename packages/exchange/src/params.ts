/** How a market without money's help is recognised. Defaults in this order. */
export interface LiquidityGate {
  /** `depth` counts sellers and buyers in sight; `pairwise` asks whether the two can trade for money now. @defaultValue 'depth' */
  readonly kind: 'depth' | 'pairwise';
  /** Barter is open where fewer stand on the shorter side of any good's market. A whole number of at least 0. @defaultValue 3 */
  readonly minQuotes: number;
  /** A buyer counts from so much money, in minor units; 0 acts as 1. @defaultValue 1 */
  readonly minCash: number;
}

/** How the mode `kkt_lambda` reads prices. Defaults are named first. */
export interface LambdaEstimator {
  readonly priceBasis: 'reservation' | 'ask';
  readonly aggregate: 'median' | 'median_lower';
  readonly combine: 'geometric' | 'min' | 'max';
  /** Whether a good of which one holds none is left out. */
  readonly corner: 'skip' | 'keep';
}

/** Where an estimated marginal utility of money is held. */
export interface LambdaBounds {
  /** @defaultValue 1e-6 */
  readonly lambdaMin: number;
  /** @defaultValue 1e6 */
  readonly lambdaMax: number;
}

/**
 * The numbers of an exchange, complete. In files their names are written with underscores: `visionRadius` is `vision_radius`.
 *
 * @see exchange specification, section 13
 */
export interface ExchangeParams {
  /** ζ: asks are above, bids below the reservation price by this share; at least 0. @defaultValue 0 */
  readonly spread: number;
  /** Steps one sees. @defaultValue 5 */
  readonly visionRadius: number;
  /** Steps over which one trades. @defaultValue 1 */
  readonly interactionRadius: number;
  /** Steps per tick, at least 1. @defaultValue 1 */
  readonly moveBudgetPerTick: number;
  /** Most units of the good sold in one trade (`dA_max`), at least 1. @defaultValue 5 */
  readonly dAMax: number;
  /** Units harvested per tick, at least 1. @defaultValue 1 */
  readonly forageRate: number;
  /** Guard of reservation prices where a stock is 0, more than 0. @defaultValue 1e-12 */
  readonly epsilon: number;
  /** Both sides of a trade gain by more than this; at least 0. @defaultValue epsilon */
  readonly improvementEpsilon: number;
  /** What a step of distance leaves of a score, in (0, 1]. @defaultValue 0.95 */
  readonly beta: number;
  /** Units that grow back per tick. @defaultValue 0 */
  readonly resourceGrowthRate: number;
  /** Ticks from a harvest to the first growth. @defaultValue 5 */
  readonly resourceRegenCooldown: number;
  /** Ticks two agents leave each other alone after a failed trade. @defaultValue 5 */
  readonly tradeCooldownTicks: number;
  /** How a block is searched: a registered name. @defaultValue 'minimum' */
  readonly tradeExecutionMode: string;
  /** @defaultValue true */
  readonly enableResourceClaiming: boolean;
  /** @defaultValue true */
  readonly enforceSingleHarvester: boolean;
  /** Without effect. @defaultValue 5 */
  readonly resourceMaxAmount: number;
  /** Whether preferences are logged for everybody. @defaultValue false */
  readonly logPreferences: boolean;
  /** Minor units in a unit of money, at least 1. @defaultValue 1 */
  readonly moneyScale: number;
  /** λ of agents that do not say: utility of a unit of money, more than 0. @defaultValue 1 */
  readonly lambdaMoney: number;
  /** α: how far λ moves towards its estimate, in [0, 1]. @defaultValue 0.2 */
  readonly lambdaUpdateRate: number;
  readonly lambdaBounds: LambdaBounds;
  readonly lambdaEstimator: LambdaEstimator;
  readonly liquidityGate: LiquidityGate;
  /** A registered name. @defaultValue 'linear' */
  readonly moneyUtilityForm: string;
  /** Offset of the `log` form for agents that do not say, in units of money, at least 0 (`M_0`). @defaultValue 0 */
  readonly M0: number;
  /** Only `false` is supported. @defaultValue false */
  readonly earnMoneyEnabled: boolean;
  /** Surpluses this close are equal; 0 compares exactly. @defaultValue 1e-9 */
  readonly tieTolerance: number;
  /** Whether the first or the best pair type is traded. @defaultValue 'regime', as the regime says */
  readonly pairSelection: 'regime' | 'first' | 'best';
  /** How partners are scored: a registered name. @defaultValue 'quote_overlap' */
  readonly partnerScore: string;
}

/** Params as a caller writes them: what is left out has its default. */
export type ParamsInput = {
  readonly [Name in keyof ExchangeParams]?: ExchangeParams[Name] extends object
    ? Partial<ExchangeParams[Name]> | undefined
    : ExchangeParams[Name] | undefined;
};
