import { exp } from '@bagehot/kernel';
import { Problems } from '../problems.js';
import { decimalPrices, restNorm } from './double-prices.js';
import type { EquilibriumMarket, EquilibriumSolver, SolverOutcome } from './market.js';
import { iterationLimit, STOP_NORM } from './stop-rule.js';

/** How far Newton's method goes. */
export interface NewtonOptions {
  /** @defaultValue 1000 */
  readonly maxIterations?: number | undefined;
}

/** No price changes by more than a factor of e at once: far from the solution the step in logarithms would overshoot. */
const LONGEST_STEP = 1;

/**
 * Newton's method on the logarithms of prices, which keeps them positive: about one iteration for each factor of e between the first guess and the
 * equilibrium, then quadratic convergence. A pattern for utilities whose demand is not linear in prices.
 *
 * @throws FinancingError `INVALID_OPTION`
 * @see financing specification, section 4.2
 */
export function newtonSolver(options: NewtonOptions = {}): EquilibriumSolver {
  const problems = new Problems();
  const maxIterations = iterationLimit(options.maxIterations ?? 1000, problems);
  problems.check();
  return Object.freeze({ name: 'newton', solve: (market: EquilibriumMarket) => iterate(market, maxIterations) });
}

function iterate({ goods, numbers, disconnection }: EquilibriumMarket, maxIterations: number): SolverOutcome {
  if (disconnection !== null) return { reason: disconnection, iterations: 0 };
  const { spending, supply } = numbers;
  const prices = new Float64Array(goods).fill(1);
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    const flows = spending.map((amount, cell) => amount * (prices[cell % goods] as number));
    const excess = prices.map((price, g) => rowSum(flows, g, goods) / price - (supply[g] as number));
    // No number, too, is a reason to stop.
    if (!(restNorm(excess) >= STOP_NORM)) break;
    const steps = newtonSteps(
      flows,
      excess.map((amount, g) => amount * (prices[g] as number)),
      goods,
    );
    let moved = false;
    for (let g = 1; g < goods; g++) {
      const before = prices[g] as number;
      prices[g] = before * exp(Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, steps[g] as number)));
      moved ||= prices[g] !== before;
    }
    // As near as doubles come.
    if (!moved) break;
  }
  return { prices: decimalPrices(prices), iterations };
}

/**
 * Changes of log prices that would make excess demand vanish if it were linear in them. Row g of the Jacobian times p_g holds the flows from the other
 * goods, and on the diagonal minus their sum: diagonally dominant, so that elimination needs no exchange of rows.
 *
 * @param flows - M_gh p_h at g * goods + h
 * @param excess - the value of excess demand, p_g Z_g; overwritten
 */
function newtonSteps(flows: Float64Array, excess: Float64Array, goods: number): Float64Array {
  const matrix = flows.map((flow) => -flow);
  for (let g = 1; g < goods; g++) {
    let others = 0;
    for (let h = 0; h < goods; h++) if (h !== g) others += flows[g * goods + h] as number;
    matrix[g * goods + g] = others;
  }
  for (let k = 1; k < goods; k++)
    for (let i = k + 1; i < goods; i++) {
      const factor = (matrix[i * goods + k] as number) / (matrix[k * goods + k] as number);
      if (factor === 0) continue;
      for (let j = k + 1; j < goods; j++)
        matrix[i * goods + j] = (matrix[i * goods + j] as number) - factor * (matrix[k * goods + j] as number);
      excess[i] = (excess[i] as number) - factor * (excess[k] as number);
    }
  const steps = new Float64Array(goods);
  for (let k = goods - 1; k > 0; k--) {
    let rest = excess[k] as number;
    for (let j = k + 1; j < goods; j++) rest -= (matrix[k * goods + j] as number) * (steps[j] as number);
    steps[k] = rest / (matrix[k * goods + k] as number);
  }
  return steps;
}

function rowSum(matrix: Float64Array, row: number, size: number): number {
  let sum = 0;
  for (let cell = row * size; cell < (row + 1) * size; cell++) sum += matrix[cell] as number;
  return sum;
}
