import { allocateQuanta } from '@bagehot/kernel/quanta';
import { claimOf, type Leg, type Loan } from './loans.js';

/** What a borrower pays to each leg of its due loans, loan by loan, and what goes on. */
export interface Rollover {
  /** May be below 0 at negative rates: the lender gets less than it lent. */
  readonly receipts: readonly (readonly bigint[])[];
  /** Unpaid principal. */
  readonly rest: readonly (readonly bigint[])[];
}

/** What a lender loses on a leg. */
export interface LegLoss {
  readonly principalLoss: bigint;
  /** A memo: interest is not accrued before it is due. */
  readonly interestForgone: bigint;
}

/**
 * Shares what a borrower has over all legs of all its due loans, pari passu.
 *
 * @returns by loan, then by leg
 * @see central bank specification, section 9
 */
export function shareAmongLegs(available: bigint, loans: readonly Loan[]): readonly (readonly bigint[])[] {
  const legs = loans.flatMap((loan) => loan.legs);
  return byLoan(loans, allocateQuanta(available, legs.map(claimOf)));
}

/** What is lost on a leg that gets `received` in all, principal first. */
export function lossOf({ amount, interest }: Leg, received: bigint): LegLoss {
  const principal = interest < 0n ? amount + interest : amount;
  const principalLoss = principal > received ? principal - received : 0n;
  if (interest < 0n) return { principalLoss, interestForgone: 0n };
  const interestPaid = received > amount ? received - amount : 0n;
  return { principalLoss, interestForgone: interest - interestPaid };
}

/**
 * How a borrower that cannot pay in full rolls its due loans over: all interest is paid, the cash left repays principal over all legs in proportion.
 *
 * @param available - less than is due, at least 0
 * @returns undefined when it does not have the interest, or a loan has been rolled over `max` times
 */
export function planRollover(available: bigint, loans: readonly Loan[], max: number): Rollover | undefined {
  if (loans.some(({ rollovers }) => rollovers >= max)) return undefined;
  const legs = loans.flatMap((loan) => loan.legs);
  const principal = legs.map(({ amount, paid }) => (amount > paid ? amount - paid : 0n));
  const interest = legs.map((leg, k) => claimOf(leg) - (principal[k] as bigint));
  const total = interest.reduce((sum, part) => sum + part, 0n);
  if (available < total) return undefined;
  const repaid = allocateQuanta(available - total, principal);
  const rest = principal.map((amount, k) => amount - (repaid[k] as bigint));
  const receipts = repaid.map((part, k) => part + (interest[k] as bigint));
  return { receipts: byLoan(loans, receipts), rest: byLoan(loans, rest) };
}

/** Cuts a list over all legs into one list per loan. */
function byLoan(loans: readonly Loan[], parts: readonly bigint[]): readonly (readonly bigint[])[] {
  let start = 0;
  return loans.map(({ legs }) => {
    const own = parts.slice(start, start + legs.length);
    start += legs.length;
    return own;
  });
}
