import { type Fraction, fraction, greatestCommonDivisor, plus } from './fraction.js';

/** One equation: the sum of coefficients times unknowns is the constant. The coefficient of the equation's own unknown is not 0. */
export interface SparseRow {
  /** By number of the unknown. */
  readonly coefficients: ReadonlyMap<number, bigint>;
  readonly constant: bigint;
}

interface WorkingRow {
  readonly coefficients: Map<number, bigint>;
  constant: bigint;
}

/**
 * Solves as many linear equations as unknowns, exactly. Row k serves as the pivot of unknown k, so the system must allow that, as those do in which
 * each unknown's own coefficient outweighs the others of its column.
 *
 * Rows stay integers, divided by their common factor, so that numbers grow no more than the system asks for; unknowns that appear in few equations
 * go first, so that chains and circles take time in proportion to their length.
 */
export function solveSparse(rows: readonly SparseRow[]): readonly Fraction[] {
  const working = rows.map(({ coefficients, constant }) => ({ coefficients: new Map(coefficients), constant }));
  const users: Set<number>[] = rows.map(() => new Set());
  working.forEach(({ coefficients }, row) => {
    for (const unknown of coefficients.keys()) (users[unknown] as Set<number>).add(row);
  });
  const order = [...rows.keys()].sort((a, b) => weight(working, users, a) - weight(working, users, b) || a - b);
  for (const pivot of order) eliminate(working, users, pivot);
  const solution = new Array<Fraction>(rows.length);
  for (let k = order.length - 1; k >= 0; k--) {
    const unknown = order[k] as number;
    solution[unknown] = resolve(working[unknown] as WorkingRow, unknown, solution);
  }
  return solution;
}

function weight(rows: readonly WorkingRow[], users: readonly ReadonlySet<number>[], k: number): number {
  return ((rows[k] as WorkingRow).coefficients.size - 1) * ((users[k] as Set<number>).size - 1);
}

/** Takes the unknown out of all equations that still have their turn before them. */
function eliminate(rows: readonly WorkingRow[], users: readonly Set<number>[], pivot: number): void {
  const own = rows[pivot] as WorkingRow;
  for (const unknown of own.coefficients.keys()) (users[unknown] as Set<number>).delete(pivot);
  const factor = own.coefficients.get(pivot) as bigint;
  for (const other of users[pivot] as Set<number>) {
    const row = rows[other] as WorkingRow;
    const share = row.coefficients.get(pivot) as bigint;
    const common = greatestCommonDivisor(factor, share);
    const scale = factor / common;
    const take = share / common;
    for (const [unknown, value] of row.coefficients) row.coefficients.set(unknown, value * scale);
    row.constant = row.constant * scale - own.constant * take;
    for (const [unknown, value] of own.coefficients) {
      const left = (row.coefficients.get(unknown) ?? 0n) - value * take;
      if (left === 0n) {
        row.coefficients.delete(unknown);
        if (unknown !== pivot) (users[unknown] as Set<number>).delete(other);
      } else {
        row.coefficients.set(unknown, left);
        (users[unknown] as Set<number>).add(other);
      }
    }
    reduce(row);
  }
}

function reduce(row: WorkingRow): void {
  let common = row.constant;
  for (const value of row.coefficients.values()) {
    common = greatestCommonDivisor(common, value);
    if (common === 1n) return;
  }
  if (common === 0n) return;
  for (const [unknown, value] of row.coefficients) row.coefficients.set(unknown, value / common);
  row.constant /= common;
}

function resolve(row: WorkingRow, unknown: number, solution: readonly Fraction[]): Fraction {
  let right: Fraction = { numerator: row.constant, denominator: 1n };
  for (const [other, value] of row.coefficients) {
    if (other === unknown) continue;
    const known = solution[other] as Fraction;
    right = plus(right, fraction(-value * known.numerator, known.denominator));
  }
  return fraction(right.numerator, right.denominator * (row.coefficients.get(unknown) as bigint));
}
