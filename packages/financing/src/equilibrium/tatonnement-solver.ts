import { Problems } from '../problems.js';
import { decimalPrices, restNorm } from './double-prices.js';
import type { EquilibriumMarket, EquilibriumSolver, MarketNumbers, SolverOutcome } from './market.js';
import { iterationLimit, STOP_NORM } from './stop-rule.js';

/** How the auctioneer gropes. */
export interface TatonnementOptions {
  /** By what part of relative excess demand a price changes: more than 0, less than 1. Halved whenever excess demand grows. @defaultValue 0.5 */
  readonly step?: number | undefined;
  /** @defaultValue 10000 */
  readonly maxIterations?: number | undefined;
}

/**
 * Walras' auctioneer: calls out prices, asks everybody for their demand, raises the price of what is short and lowers that of what is left over, until excess
 * demand is below the tolerance. For teaching, and a pattern for utilities whose demand is not linear in prices; hundreds of times `O(N G)`.
 *
 * @throws FinancingError `INVALID_OPTION` with every problem found
 * @see financing specification, section 4.2
 */
export function tatonnementSolver(options: TatonnementOptions = {}): EquilibriumSolver {
  const problems = new Problems();
  const { step = 0.5 } = options;
  if (!(step > 0 && step < 1)) problems.add('INVALID_OPTION', 'step', step, 'greater than 0 and less than 1');
  const maxIterations = iterationLimit(options.maxIterations ?? 10_000, problems);
  problems.check();
  return Object.freeze({
    name: 'tatonnement',
    solve: (market: EquilibriumMarket) => grope(market, step, maxIterations),
  });
}

function grope(market: EquilibriumMarket, firstStep: number, maxIterations: number): SolverOutcome {
  const { goods, numbers, disconnection } = market;
  if (disconnection !== null) return { reason: disconnection, iterations: 0 };
  const { supply } = numbers;
  const prices = new Float64Array(goods).fill(1);
  const excess = new Float64Array(goods);
  let step = firstStep;
  let last = Number.POSITIVE_INFINITY;
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    demandAt(prices, numbers, excess);
    for (let g = 0; g < goods; g++) excess[g] = (excess[g] as number) - (supply[g] as number);
    const norm = restNorm(excess);
    // No number, too, is a reason to stop.
    if (!(norm >= STOP_NORM)) break;
    if (norm > last) step /= 2;
    last = norm;
    for (let g = 1; g < goods; g++)
      prices[g] = (prices[g] as number) * (1 + (step * (excess[g] as number)) / (supply[g] as number));
  }
  return { prices: decimalPrices(prices), iterations };
}

/** Summed up apart from each other: fewer roundings pile up than in one long sum. */
const BLOCK = 256;

/** Asks everybody what they would buy at these prices. */
function demandAt(prices: Float64Array, { weights, endowments }: MarketNumbers, demand: Float64Array): void {
  const goods = prices.length;
  const values = new Float64Array(goods);
  demand.fill(0);
  for (let block = 0; block < weights.length; block += BLOCK * goods) {
    const end = Math.min(block + BLOCK * goods, weights.length);
    values.fill(0);
    for (let start = block; start < end; start += goods) {
      let wealth = 0;
      for (let g = 0; g < goods; g++) wealth += (prices[g] as number) * (endowments[start + g] as number);
      for (let g = 0; g < goods; g++) values[g] = (values[g] as number) + (weights[start + g] as number) * wealth;
    }
    for (let g = 0; g < goods; g++) demand[g] = (demand[g] as number) + (values[g] as number);
  }
  for (let g = 0; g < goods; g++) demand[g] = (demand[g] as number) / (prices[g] as number);
}
