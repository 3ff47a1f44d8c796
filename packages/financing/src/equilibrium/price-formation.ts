import type { Decimal } from '@bagehot/kernel';
import { type FinancingAgentInput, quantityScaleOf } from '../agent.js';
import { columnsOf, readAgents } from '../agent-columns.js';
import type { Participants } from '../participants.js';
import { type PriceGrid, priceGrid } from '../price-grid.js';
import { Problems } from '../problems.js';
import type { EquilibriumReason, EquilibriumResult, EquilibriumStatus } from './equilibrium.js';
import { guardMarket } from './guards.js';
import { type PriceOptions, readPriceOptions } from './price-options.js';
import { PricedEquilibrium } from './priced-equilibrium.js';
import { Residual } from './residual.js';
import { readSolverPrices } from './solver-prices.js';
import { ViableMarket } from './viable-market.js';

/** A market and its prices, in the form engines work on. */
export interface PricedMarket {
  readonly equilibrium: EquilibriumResult;
  /** The weights in force, of all participants: their own, or normalised over the goods left under `restrict`. */
  readonly weights: Float64Array;
  /** Null unless the status is `converged`. */
  readonly prices: PriceGrid | null;
}

/**
 * Prices at which the participants' demand equals their endowments, home and carried together. They do not depend on the financing mode.
 *
 * `O(N G^2)` additions of products, then what the solver needs.
 *
 * @returns a status where there are none; economic degeneracy is never an error
 * @throws FinancingError `INVALID_OPTION` with every problem of the options; `DIMENSION_MISMATCH`, `NUMERAIRE_NOT_ONE` or `PRICE_NOT_POSITIVE` when the answer of
 * a solver is no price vector
 * @see financing specification, section 4
 */
export function formPrices(participants: Participants, options: PriceOptions = {}): PricedMarket {
  const problems = new Problems();
  const { solver, missingGoods, priceDigits } = readPriceOptions(options, problems);
  problems.check();
  const guarded = guardMarket(participants, missingGoods);
  const { weights } = guarded;
  if ('status' in guarded)
    return { equilibrium: unpriced(solver.name, guarded.status, guarded.reason, 0), weights, prices: null };
  const market = new ViableMarket(participants, guarded, priceDigits);
  const outcome = solver.solve(market);
  const { iterations } = outcome;
  if ('reason' in outcome)
    return { equilibrium: unpriced(solver.name, 'no_equilibrium', outcome.reason, iterations), weights, prices: null };
  const solved = readSolverPrices(solver.name, outcome.prices, market.goods, priceDigits);
  const residual = new Residual(market, solved);
  const prices = Object.freeze(spread(solved, guarded.columns, participants.goods));
  const equilibrium = new PricedEquilibrium(solver.name, residual, prices, iterations);
  return residual.clears ? new ClearedMarket(equilibrium, weights, prices) : { equilibrium, weights, prices: null };
}

/** A market with prices to trade at. Their integers are made when they are first read: not everybody who asks for prices trades. */
class ClearedMarket implements PricedMarket {
  readonly equilibrium: EquilibriumResult;
  readonly weights: Float64Array;
  readonly #prices: readonly (Decimal | null)[];
  #grid: PriceGrid | undefined;

  constructor(equilibrium: EquilibriumResult, weights: Float64Array, prices: readonly (Decimal | null)[]) {
    this.equilibrium = equilibrium;
    this.weights = weights;
    this.#prices = prices;
  }

  get prices(): PriceGrid {
    this.#grid ??= priceGrid(this.#prices);
    return this.#grid;
  }
}

/** Prices of the goods of these columns among all goods, null for the others. */
function spread(solved: readonly Decimal[], columns: readonly number[], goods: number): readonly (Decimal | null)[] {
  if (columns.length === goods) return solved;
  const prices = new Array<Decimal | null>(goods).fill(null);
  for (const [index, price] of solved.entries()) prices[columns[index] as number] = price;
  return prices;
}

function unpriced(
  method: string,
  status: EquilibriumStatus,
  reason: EquilibriumReason | null,
  iterations: number,
): EquilibriumResult {
  return Object.freeze({ status, reason, prices: null, zRestNorm: null, walrasDot: null, method, iterations });
}

/**
 * Prices of a group of agents.
 *
 * @param options.quantityScale - decimals of quantities, 12 unless given
 * @throws FinancingError with every problem of agents and options: what `createAgent` and `formPrices` throw, `DUPLICATE_AGENT_ID`
 * @example
 * const { status, prices } = solveEquilibrium([baker, miller]);
 * @see financing specification, section 4
 */
export function solveEquilibrium(
  agents: readonly FinancingAgentInput[],
  options: PriceOptions & { readonly quantityScale?: number | undefined } = {},
): EquilibriumResult {
  const problems = new Problems();
  readPriceOptions(options, problems);
  const quantityScale = quantityScaleOf(options.quantityScale, problems);
  const rows = readAgents(agents, quantityScale, problems);
  problems.check();
  return formPrices(columnsOf(rows, quantityScale), options).equilibrium;
}
