import { isDecimal, ONE } from '@bagehot/kernel';
import { brokenLaw, lawText } from '@bagehot/kernel/testing';
import { assert, constantFrom, property, record } from 'fast-check';
import type { EquilibriumResult } from '../equilibrium/equilibrium.js';
import type { EquilibriumMarket, EquilibriumSolver, SolverOutcome } from '../equilibrium/market.js';
import { solveEquilibrium } from '../equilibrium/price-formation.js';
import { drawnMarkets, type FinancingLawOptions } from './round-laws.js';

/** How the laws of a solver are tried. */
export interface SolverLawOptions extends FinancingLawOptions {
  /** It finds prices wherever there are any, as no solver does that gives up after so many steps. @defaultValue true */
  readonly complete?: boolean;
}

/**
 * The laws of an equilibrium solver: a price for each good, a decimal above 0, the numeraire's exactly 1; prices that clear wherever there are any; a reason only where there
 * are none, and the right one; the market is only read; the same market, whatever was solved in between, has the same prices.
 *
 * @throws Error telling the law, and the smallest market found that breaks it
 * @see financing specification, section 4.2
 */
export function checkEquilibriumSolver(solver: EquilibriumSolver, options: SolverLawOptions = {}): void {
  const { shape, numRuns = 100, complete = true } = options;
  const markets = drawnMarkets(shape);
  const missingGoods = constantFrom('skip' as const, 'restrict' as const);
  assert(
    property(record({ market: markets, other: markets, missingGoods }), ({ market, other, missingGoods: missing }) => {
      let hasPrices = false;
      const solve = (agents: typeof market.agents): EquilibriumResult => {
        hasPrices = false;
        return solveEquilibrium(agents, {
          missingGoods: missing,
          solver: {
            name: solver.name,
            solve(asked) {
              hasPrices = asked.disconnection === null;
              return checkOutcome(solver, asked);
            },
          },
        });
      };
      const first = solve(market.agents);
      if (complete && hasPrices && first.status !== 'converged')
        throw brokenLaw('prices clear wherever there are any', first);
      solve(other.agents);
      const again = solve(market.agents);
      if (lawText(first) !== lawText(again)) throw brokenLaw('the same market has the same prices', first, again);
    }),
    { numRuns, includeErrorInReport: true },
  );
}

function checkOutcome(solver: EquilibriumSolver, market: EquilibriumMarket): SolverOutcome {
  const before = shown(market);
  const outcome = solver.solve(market);
  const after = shown(market);
  if (before !== after) throw brokenLaw('the market is only read', before, after);
  const { iterations } = outcome;
  if (!Number.isSafeInteger(iterations) || iterations < 0) throw brokenLaw('iterations are a whole number', iterations);
  if ('reason' in outcome) {
    if (outcome.reason !== market.disconnection)
      throw brokenLaw('there are no prices for the reason given', outcome.reason, market.disconnection);
    return outcome;
  }
  const { prices } = outcome;
  if (prices.length !== market.goods) throw brokenLaw('there is a price for each good', prices, market.goods);
  for (const price of prices)
    if (!isDecimal(price) || !price.gt(0)) throw brokenLaw('a price is a decimal above 0', price, prices);
  if (!prices[0]?.eq(ONE)) throw brokenLaw('the price of the numeraire is 1', prices);
  return outcome;
}

function shown({ weights, endowments, supply, spending, numbers }: EquilibriumMarket): string {
  const columns = [weights, numbers.weights, numbers.endowments, numbers.supply, numbers.spending];
  return lawText([endowments, supply, spending, columns.map((column) => Array.from(column))]);
}
