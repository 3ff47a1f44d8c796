import { type Decimal, ONE } from '@bagehot/kernel';
import type { EquilibriumMarket, EquilibriumSolver, SolverOutcome } from './market.js';
import { roundQuotient } from './significant-digits.js';

/**
 * Prices as exact fractions, rounded once: integer elimination without fractions. The default; recommended up to 16 goods, for its integers grow with the
 * number of goods.
 *
 * Walras' law makes the numeraire's row superfluous. The rest is a column diagonally dominant M-matrix, whose leading principal minors are the pivots: none is
 * negative, and all are positive when the matrix is regular. So rows need not be exchanged, and a pivot of 0 proves that the numeraire is not reachable from
 * some good.
 *
 * @see financing specification, section 4.1
 */
export const exactSolver: EquilibriumSolver = Object.freeze({ name: 'exact', solve });

function solve(market: EquilibriumMarket): SolverOutcome {
  return solveExactly(market, market.priceDigits);
}

/** Exact prices to so many significant digits, half-even. */
export function solveExactly(market: EquilibriumMarket, digits: number): SolverOutcome {
  const rows = augmentedRows(market);
  if (!eliminate(rows)) return { reason: 'reducible', iterations: 0 };
  const { numerators, denominator } = substituteBack(rows);
  if (numerators.includes(0n)) return { reason: 'free_good', iterations: 0 };
  const prices: Decimal[] = [ONE];
  for (const numerator of numerators) prices.push(roundQuotient(numerator, denominator, digits));
  return { prices, iterations: 0 };
}

/** diag(Omega) - M without the numeraire's row; its column stands last, on the right-hand side. */
function augmentedRows({ goods, spending }: EquilibriumMarket): bigint[][] {
  const rows: bigint[][] = [];
  for (let g = 1; g < goods; g++) {
    const row: bigint[] = [];
    for (let h = 1; h < goods; h++)
      row.push(h === g ? spentElsewhere(spending, goods, h) : -at(spending, g * goods + h));
    row.push(at(spending, g * goods));
    rows.push(row);
  }
  return rows;
}

/** 10^12 Omega_h - M_hh, as the sum of the column's other cells. */
function spentElsewhere(spending: readonly bigint[], goods: number, h: number): bigint {
  let sum = 0n;
  for (let g = 0; g < goods; g++) if (g !== h) sum += at(spending, g * goods + h);
  return sum;
}

/** Bareiss steps in natural order: every division is exact. False when a pivot is 0. */
function eliminate(rows: bigint[][]): boolean {
  const size = rows.length;
  let divisor = 1n;
  for (let k = 0; k < size; k++) {
    const pivotRow = rows[k] as bigint[];
    const pivot = at(pivotRow, k);
    if (pivot === 0n) return false;
    for (let i = k + 1; i < size; i++) {
      const row = rows[i] as bigint[];
      const factor = at(row, k);
      for (let j = k + 1; j <= size; j++) row[j] = (pivot * at(row, j) - factor * at(pivotRow, j)) / divisor;
    }
    divisor = pivot;
  }
  return true;
}

/** The solution over the determinant, by Cramer's rule whole numbers. */
function substituteBack(rows: readonly (readonly bigint[])[]): {
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
} {
  const size = rows.length;
  const denominator = at(rows[size - 1] as readonly bigint[], size - 1);
  const numerators = new Array<bigint>(size).fill(0n);
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] as readonly bigint[];
    let rest = denominator * at(row, size);
    for (let j = i + 1; j < size; j++) rest -= at(row, j) * at(numerators, j);
    numerators[i] = rest / at(row, i);
  }
  return { numerators, denominator };
}

function at(numbers: readonly bigint[], index: number): bigint {
  return numbers[index] as bigint;
}
