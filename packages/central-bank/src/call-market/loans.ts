import { allocateQuanta, type ClaimOf, halfEvenDiv } from '@bagehot/kernel/quanta';
import type { Money } from '../money.js';
import { RATE_ONE } from '../numbers.js';

/** Kind of the contracts behind loans. */
const CALL_LOAN = 'call-loan';

/** What one lender gave to a loan out of one supply, and what it is to get for it. */
export interface Leg {
  readonly lender: number;
  /** Number of the supply. */
  readonly supply: number;
  readonly amount: bigint;
  /** For the whole term; less than 0 at a negative rate. */
  readonly interest: bigint;
  /** Received already, by renewal. */
  readonly paid: bigint;
  /** Where legs have rates of their own. */
  readonly rate?: bigint;
}

/** An open loan, in indices and quanta. Records never change: what happens to a loan makes another one, or none. */
export interface Loan {
  readonly number: number;
  /** Number of the request it began with. */
  readonly request: number;
  readonly borrower: number;
  readonly principal: bigint;
  readonly interest: bigint;
  /** Of legs with rates of their own, the mean weighted by amount. */
  readonly rate: bigint;
  readonly originTick: number;
  readonly dueTick: number;
  readonly rollovers: number;
  readonly legs: readonly Leg[];
  /** The open claims of its legs together. */
  readonly due: bigint;
  /** Index in the register, or -1: nothing is due. */
  readonly contract: number;
}

/** A loan to be granted: who lends how much. */
export interface Grant {
  readonly number: number;
  readonly request: number;
  readonly borrower: number;
  readonly rate: bigint;
  readonly originTick: number;
  readonly dueTick: number;
  readonly rollovers: number;
  readonly legs: readonly Omit<Leg, 'interest' | 'paid'>[];
}

/** What a leg is still to get. Never below 0: no lender pays for having lent. */
export function claimOf(leg: Leg): bigint {
  const due = leg.amount + leg.interest;
  return due > 0n ? due - leg.paid : 0n;
}

/**
 * Interest of an amount over so many ticks, half-even.
 *
 * @param rate - a year's, in units of 10^-12
 * @see central bank specification, section 9
 */
export function interestOf(amount: bigint, rate: bigint, ticks: number, ticksPerYear: number): bigint {
  return halfEvenDiv(amount * rate * BigInt(ticks), RATE_ONE * BigInt(ticksPerYear));
}

/** Works out what a loan costs, and issues its contract: one claim per lender, for what its legs are to get. */
export function grantLoan(money: Money, grant: Grant, ticksPerYear: number): Loan {
  const { number, request, borrower, originTick, dueTick, rollovers } = grant;
  let principal = 0n;
  for (const { amount } of grant.legs) principal += amount;
  const ticks = dueTick - originTick;
  const interest = legInterest(grant, principal, ticks, ticksPerYear);
  const legs: Leg[] = new Array(grant.legs.length);
  const claims: ClaimOf[] = [];
  let total = 0n;
  let due = 0n;
  for (let k = 0; k < legs.length; k++) {
    const { lender, supply, amount, rate } = grant.legs[k] as Grant['legs'][number];
    const part = interest[k] as bigint;
    const leg: Leg =
      rate === undefined
        ? { lender, supply, amount, interest: part, paid: 0n }
        : { lender, supply, amount, interest: part, paid: 0n, rate };
    legs[k] = leg;
    total += part;
    const claim = claimOf(leg);
    if (claim === 0n) continue;
    due += claim;
    claims.push({ holder: lender, face: claim });
  }
  const contract = due === 0n ? -1 : money.register.issueShared(CALL_LOAN, borrower, claims, dueTick);
  const { rate } = grant;
  return {
    number,
    request,
    borrower,
    principal,
    interest: total,
    rate,
    originTick,
    dueTick,
    rollovers,
    legs,
    due,
    contract,
  };
}

/** Once per loan and then shared, so that its cost does not depend on how many lenders stand behind it; legs with rates of their own are rounded one by one. */
function legInterest({ legs, rate }: Grant, principal: bigint, ticks: number, ticksPerYear: number): readonly bigint[] {
  if (legs[0]?.rate !== undefined)
    return legs.map((leg) => interestOf(leg.amount, leg.rate as bigint, ticks, ticksPerYear));
  const interest = interestOf(principal, rate, ticks, ticksPerYear);
  if (legs.length === 1) return [interest];
  return allocateQuanta(
    interest,
    legs.map(({ amount }) => amount),
  );
}
