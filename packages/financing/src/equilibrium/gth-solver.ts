import { type Decimal, ONE } from '@bagehot/kernel';
import { roundedDouble } from '@bagehot/kernel/quanta';
import { solveExactly } from './exact-solver.js';
import type { EquilibriumMarket, EquilibriumSolver, SolverOutcome } from './market.js';

/** As many as doubles are always good for. */
const DIGITS = 15;

/**
 * Prices in doubles, to 15 significant digits: the elimination of Grassmann, Taksar and Heyman. It adds, multiplies and divides numbers that are not negative and
 * never subtracts, so that every price is accurate in itself, however small. For many goods, where exact fractions grow long.
 *
 * Prices are the stationary measure of a walk that goes from good h to good g at the rate M_gh. Goods are taken out one by one, the last first, and the rates
 * of the ways through them are added to those of the goods that stay.
 *
 * Where doubles cannot hold the numbers (stocks beyond 10^100), it answers with the exact prices to 15 digits.
 *
 * @see financing specification, section 4.2; Grassmann, Taksar and Heyman, "Regenerative analysis and steady state distributions for Markov chains" (1985)
 */
export const gthSolver: EquilibriumSolver = Object.freeze({ name: 'gth', solve });

function solve(market: EquilibriumMarket): SolverOutcome {
  const { goods } = market;
  const measure = stationaryMeasure(copied(market.numbers.spending), goods);
  const prices: Decimal[] = [ONE];
  for (let g = 1; g < goods; g++) {
    const price = measure[g] as number;
    if (!(price > 0 && price < Number.POSITIVE_INFINITY)) return solveOtherwise(market);
    prices.push(roundedDouble(price));
  }
  return { prices, iterations: 0 };
}

/** A rate of 0, or one that is too small or too large for a double? */
function solveOtherwise(market: EquilibriumMarket): SolverOutcome {
  const reason = market.disconnection;
  return reason === null ? solveExactly(market, DIGITS) : { reason, iterations: 0 };
}

/**
 * @param rates - M_gh at g * goods + h; overwritten
 * @returns 1 for good 0; something that is no positive number where a good is not connected
 */
function stationaryMeasure(rates: number[], goods: number): readonly number[] {
  for (let k = goods - 1; k > 0; k--) {
    let total = 0;
    for (let g = 0; g < k; g++) total += rates[g * goods + k] as number;
    const row = k * goods;
    for (let j = 0; j < k; j++) rates[row + j] = (rates[row + j] as number) / total;
    for (let i = 0; i < k; i++) {
      const rate = rates[i * goods + k] as number;
      if (rate === 0) continue;
      for (let j = 0; j < k; j++) {
        const cell = i * goods + j;
        rates[cell] = (rates[cell] as number) + rate * (rates[row + j] as number);
      }
    }
  }
  const measure = [1];
  for (let k = 1; k < goods; k++) {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += (measure[j] as number) * (rates[k * goods + j] as number);
    measure.push(sum);
  }
  return measure;
}

/** A plain array, which for a few goods costs a fraction of a typed one. */
function copied(numbers: Float64Array): number[] {
  const copy: number[] = [];
  for (let cell = 0; cell < numbers.length; cell++) copy.push(numbers[cell] as number);
  return copy;
}
