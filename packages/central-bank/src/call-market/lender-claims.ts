import { allocateQuanta } from '@bagehot/kernel/quanta';
import { claimOf, type Leg, type Loan } from './loans.js';

/**
 * What each lender of a loan is still to get, in the order of the register's claims: that in which the lenders came to the loan, however much of a leg is paid
 * by now.
 */
export function claimsByLender(legs: readonly Leg[]): ReadonlyMap<number, bigint> {
  const claims = new Map<number, bigint>();
  for (const leg of legs)
    if (leg.amount + leg.interest > 0n) claims.set(leg.lender, (claims.get(leg.lender) ?? 0n) + claimOf(leg));
  for (const [lender, claim] of claims) if (claim === 0n) claims.delete(lender);
  return claims;
}

/**
 * Passes what the lenders of a loan received on to its legs: each lender's to its own, in proportion to what they have open.
 *
 * @param receipts - in the order of {@link claimsByLender}
 * @returns by leg
 */
export function toLegs({ legs }: Loan, receipts: readonly bigint[]): readonly bigint[] {
  const parts: bigint[] = new Array(legs.length).fill(0n);
  for (const [k, lender] of [...claimsByLender(legs).keys()].entries()) {
    const own = legs.flatMap((leg, at) => (leg.lender === lender && claimOf(leg) > 0n ? [at] : []));
    const shares = allocateQuanta(
      receipts[k] as bigint,
      own.map((at) => claimOf(legs[at] as Leg)),
    );
    for (const [j, at] of own.entries()) parts[at] = shares[j] as bigint;
  }
  return parts;
}

/** How a payment on a loan that is shared over its claims comes to the legs: by lender, as the register has it, and then by leg. */
export function throughLenders(paid: bigint, loan: Loan): readonly bigint[] {
  return toLegs(loan, allocateQuanta(paid, [...claimsByLender(loan.legs).values()]));
}
