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
  let k = 0;
  for (const own of legsByLender(legs)) {
    const open = own.filter((at) => claimOf(legs[at] as Leg) > 0n);
    if (open.length === 0) continue;
    const received = receipts[k++] as bigint;
    const shares = allocateQuanta(
      received,
      open.map((at) => claimOf(legs[at] as Leg)),
    );
    for (const [j, at] of open.entries()) parts[at] = shares[j] as bigint;
  }
  return parts;
}

/** Where each lender's legs are, lenders in the order of {@link claimsByLender}. */
function legsByLender(legs: readonly Leg[]): Iterable<readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [at, { lender, amount, interest }] of legs.entries()) {
    if (amount + interest <= 0n) continue;
    const own = places.get(lender);
    if (own === undefined) places.set(lender, [at]);
    else own.push(at);
  }
  return places.values();
}

/** How a payment on a loan that is shared over its claims comes to the legs: by lender, as the register has it, and then by leg. */
export function throughLenders(paid: bigint, loan: Loan): readonly bigint[] {
  return toLegs(loan, allocateQuanta(paid, [...claimsByLender(loan.legs).values()]));
}
