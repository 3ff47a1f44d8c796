/** A financing mode of one's own held to the laws of modes: sales, and a small loan to whoever has something at home. */
import type { FinancingModeDefinition } from '@bagehot/financing';
import { checkFinancingMode } from '@bagehot/financing/testing';
import { decimal, min } from '@bagehot/kernel';

export const smallLoan: FinancingModeDefinition = {
  id: 'SMALL_LOAN',
  bounds: ({ homeWealth }) => ({
    fixed: min(homeWealth, decimal('0.5')),
    salesCoefficient: decimal(1),
    claimLimit: null,
  }),
};

checkFinancingMode(smallLoan, { numRuns: 40 });
console.log('half a unit on credit: a lawful mode');
