/** Splits money without losing any: in proportion, on the grid, and the shares add up. */
import { allocate, type Decimal, decimal, planSettlement, type SettlementPlan, sum } from '@bagehot/kernel';

const cent = decimal('0.01');

export const shares: readonly Decimal[] = allocate(decimal('100.00'), [decimal(1), decimal(1), decimal(1)], {
  quantum: cent,
});
console.log(`${shares.join(' + ')} = ${sum(shares)}`);

// The same rule when a debtor is short: 3.00 of money against 8.00 of claims.
const claims = [
  { contract: 'P1', holder: 'dealer', face: decimal(3) },
  { contract: 'P1', holder: 'value-based trader', face: decimal(2) },
  { contract: 'P1', holder: 'household', face: decimal(3) },
];
export const plan: SettlementPlan = planSettlement(decimal(3), claims, { quantum: decimal('0.001') });
for (const { holder, amount } of plan.payments) console.log(`${holder} gets ${amount}`);
console.log(`recovery rate ${plan.recoveryRate}`);
