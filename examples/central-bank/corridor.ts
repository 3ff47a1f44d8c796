/** Between floor and ceiling: what the call rate is while reserves grow from too little to plenty, in a corridor, in the textbook's, and on a floor. */
import {
  type ClearingRule,
  corridor,
  createCallMarket,
  facilityRegimes,
  pooleUniformRule,
  ratioRule,
  reserveAccounts,
} from '@bagehot/central-bank';
import type { Decimal } from '@bagehot/kernel';

const inner = ratioRule({ spreadSensitivity: '0.1', signedSpread: true });
/** One per cent on either side of the policy rate. */
export const bounded: ClearingRule = corridor(inner, facilityRegimes.corridor);
/** After the session payments move everybody's reserves by up to 50; who is short then borrows at the ceiling, the others deposit at the floor. */
export const textbook: ClearingRule = pooleUniformRule({
  ...facilityRegimes.corridor,
  shockHalfWidth: 50,
  excessReserves: ({ supplies, requests }) => {
    const total = (orders: readonly { readonly units: bigint }[]): bigint =>
      orders.reduce((sum, { units }) => sum + units, 0n);
    return Number(total(supplies) - total(requests)) / 100;
  },
});
/** Deposits earn the policy rate itself. */
export const floored: ClearingRule = corridor(inner, facilityRegimes.floor);

export function rate(rule: ClearingRule, supplied: number, policyRate = '0.05'): Decimal {
  const market = createCallMarket(
    { rule },
    reserveAccounts({
      balances: [
        ['bank', supplied],
        ['shop', 0],
      ],
    }),
  );
  market.supplyReserves('bank', supplied);
  market.requestLoan({ borrowerId: 'shop', amount: 100 });
  return market.indicativeClearing(policyRate).callRate;
}

console.log('supplied | corridor  textbook  floor');
for (const supplied of [50, 95, 100, 105, 150, 1000]) {
  const rates = [bounded, textbook, floored].map((rule) => rate(rule, supplied).toFixed(3));
  console.log(`${String(supplied).padStart(8)} | ${rates.join('     ')}`);
}
