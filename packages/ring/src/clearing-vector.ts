import { type Fraction, fraction, ONE_WHOLE, plus } from './fraction.js';
import { solveSparse } from './linear-system.js';

/** Debtors who owe one another, all in quanta. Debtors are numbered; a holder below 0 owes nothing today and only receives. */
export interface ClearingProblem {
  /** What each debtor has before anybody pays. */
  readonly money: readonly bigint[];
  /** What each debtor owes in all, greater than 0. */
  readonly due: readonly bigint[];
  /** Who holds which face against whom. */
  readonly claims: readonly { readonly debtor: number; readonly holder: number; readonly face: bigint }[];
}

/** What each debtor can pay when all pay at once. */
export interface ClearingVector {
  /** The greatest clearing vector in exact fractions. */
  readonly exact: readonly Fraction[];
  /** The greatest one in whole quanta, with shares rounded down. */
  readonly paid: readonly bigint[];
}

/** Visits after which a debtor is left to the exact solution. */
const MAX_VISITS = 8;

interface Edge {
  readonly debtor: number;
  readonly face: bigint;
}

/**
 * The greatest clearing vector of Eisenberg and Noe: everybody pays all it owes, or all it has and receives, in proportion to face.
 *
 * Solves, exactly, for those found insolvent, everybody else paying in full, until nobody is added: at most as many rounds as there are debtors, and
 * usually few, since chains of failures are followed beforehand.
 * In whole quanta it is the greatest vector with `p_i = min(T_i, m_i + sum of floor(p_j face / T_j))`, reached downwards from the exact one, so it
 * depends on no order and overdraws nobody.
 *
 * @see ring specification, section 6.4
 */
export function clearingVector(problem: ClearingProblem): ClearingVector {
  const inflows = inflowsOf(problem);
  const exact = exactVector(problem, inflows);
  return { exact, paid: wholeVector(problem, inflows, exact) };
}

/** The claims each debtor holds against other debtors of the day. */
function inflowsOf({ due, claims }: ClearingProblem): readonly (readonly Edge[])[] {
  const inflows: Edge[][] = due.map(() => []);
  for (const { debtor, holder, face } of claims) if (holder >= 0) (inflows[holder] as Edge[]).push({ debtor, face });
  return inflows;
}

function exactVector(
  { money, due, claims }: ClearingProblem,
  inflows: readonly (readonly Edge[])[],
): readonly Fraction[] {
  const insolvent: number[] = bounded({ money, due, claims }, inflows);
  const isInsolvent = due.map(() => false);
  for (const debtor of insolvent) isInsolvent[debtor] = true;
  // Fractions y_i = p_i / T_i: the coefficients of the system are then the faces themselves.
  let ratios = solve(money, due, inflows, insolvent, isInsolvent);
  for (;;) {
    let added = false;
    for (let i = 0; i < due.length; i++) {
      if (isInsolvent[i] || covers(money[i] as bigint, inflows[i] as readonly Edge[], ratios, due[i] as bigint))
        continue;
      isInsolvent[i] = true;
      insolvent.push(i);
      added = true;
    }
    if (!added) break;
    ratios = solve(money, due, inflows, insolvent, isInsolvent);
  }
  return ratios.map((ratio, i) => fraction(ratio.numerator * (due[i] as bigint), ratio.denominator));
}

/**
 * Debtors that fail for certain: whole quanta from above, shares rounded up, never fall below what is paid in the end. A few visits follow a chain of
 * failures to its end; what goes round in circles is left to the exact solution.
 */
function bounded({ money, due }: ClearingProblem, inflows: readonly (readonly Edge[])[]): number[] {
  const bound = due.slice();
  const payees = payeesOf(due.length, inflows);
  const visits = new Uint8Array(due.length);
  const waiting = new Set(due.keys());
  for (const i of waiting) {
    waiting.delete(i);
    if ((visits[i] as number) === MAX_VISITS) continue;
    visits[i] = (visits[i] as number) + 1;
    let available = money[i] as bigint;
    for (const { debtor, face } of inflows[i] as readonly Edge[]) {
      const owed = due[debtor] as bigint;
      available += ((bound[debtor] as bigint) * face + owed - 1n) / owed;
    }
    if (available >= (bound[i] as bigint)) continue;
    bound[i] = available;
    for (const payee of payees[i] as Set<number>) waiting.add(payee);
  }
  return [...due.keys()].filter((i) => (bound[i] as bigint) < (due[i] as bigint));
}

/** Is money plus receipts at least what is due, the payers paying these fractions of their faces? */
function covers(money: bigint, inflow: readonly Edge[], ratios: readonly Fraction[], due: bigint): boolean {
  let total: Fraction = { numerator: money, denominator: 1n };
  for (const { debtor, face } of inflow) {
    const ratio = ratios[debtor] as Fraction;
    total = plus(total, fraction(face * ratio.numerator, ratio.denominator));
  }
  return total.numerator >= due * total.denominator;
}

/** The insolvent pay what they have and receive: T_i y_i - sum over insolvent j of face_ji y_j = m_i + what the solvent pay. */
function solve(
  money: readonly bigint[],
  due: readonly bigint[],
  inflows: readonly (readonly Edge[])[],
  insolvent: readonly number[],
  isInsolvent: readonly boolean[],
): Fraction[] {
  const position = new Map(insolvent.map((debtor, row) => [debtor, row] as const));
  const rows = insolvent.map((i, row) => {
    const coefficients = new Map<number, bigint>([[row, due[i] as bigint]]);
    let constant = money[i] as bigint;
    for (const { debtor, face } of inflows[i] as readonly Edge[]) {
      if (!isInsolvent[debtor]) {
        constant += face;
        continue;
      }
      const column = position.get(debtor) as number;
      coefficients.set(column, (coefficients.get(column) ?? 0n) - face);
    }
    return { coefficients, constant };
  });
  const solution = solveSparse(rows);
  const ratios: Fraction[] = due.map(() => ONE_WHOLE);
  insolvent.forEach((debtor, row) => {
    ratios[debtor] = solution[row] as Fraction;
  });
  return ratios;
}

/** Repeats the rule in whole quanta from the rounded-down exact vector until nothing falls any more. */
function wholeVector(
  { money, due }: ClearingProblem,
  inflows: readonly (readonly Edge[])[],
  exact: readonly Fraction[],
): readonly bigint[] {
  const paid = exact.map(({ numerator, denominator }) => numerator / denominator);
  const payees = payeesOf(due.length, inflows);
  const waiting = new Set(due.keys());
  for (const i of waiting) {
    // A set visits what is added again while it is walked.
    waiting.delete(i);
    let available = money[i] as bigint;
    for (const { debtor, face } of inflows[i] as readonly Edge[])
      available += ((paid[debtor] as bigint) * face) / (due[debtor] as bigint);
    const next = available < (due[i] as bigint) ? available : (due[i] as bigint);
    if (next >= (paid[i] as bigint)) continue;
    paid[i] = next;
    for (const payee of payees[i] as Set<number>) waiting.add(payee);
  }
  return paid;
}

/** Whom each debtor pays. */
function payeesOf(count: number, inflows: readonly (readonly Edge[])[]): readonly ReadonlySet<number>[] {
  const payees = Array.from({ length: count }, () => new Set<number>());
  inflows.forEach((inflow, holder) => {
    for (const { debtor } of inflow) (payees[debtor] as Set<number>).add(holder);
  });
  return payees;
}
