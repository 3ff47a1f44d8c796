/** Ten days in which a bank has to hold 10,000 on average: who held too little at first holds more later, and pays nothing. */
import {
  type MaintenancePeriod,
  maintenancePeriod,
  type PeriodSettlement,
  requirementFrom,
  requirementSupplyRule,
} from '@bagehot/central-bank';
import { type Decimal, decimal } from '@bagehot/kernel';

export const requirement: Decimal = requirementFrom({ base: 1_100_000, ratio: '0.01', allowance: 1000 });
const period: MaintenancePeriod = maintenancePeriod({ periodTicks: 10, remunerationRate: '0.04', lendingRate: '0.05' });

/** What the bank has in the course of each day, before it lends what it need not keep. */
const balances = [8000, 8000, ...Array.from({ length: 8 }, () => 13_000)];

export function lendAll(kept: (evenings: readonly Decimal[]) => Decimal | null): PeriodSettlement {
  const evenings: Decimal[] = [];
  const rule = requirementSupplyRule(() => kept(evenings));
  const lent = balances.map((held, tick) => {
    const balance = decimal(held);
    const amount = rule.amount({ agent: 'bank', tick, balance });
    evenings.push(balance.minus(amount));
    return amount;
  });
  console.log(`lends ${lent.join(', ')}`);
  return period.settle(requirement, evenings);
}

console.log(`${requirement} are required`);
// Keeps what is needed on average in the days that are left; and keeps the requirement every day, whatever was before.
export const averaged: PeriodSettlement = lendAll((evenings) => period.status(requirement, evenings).neededAverage);
export const daily: PeriodSettlement = lendAll(() => requirement);
for (const { average, remuneration, penalty } of [averaged, daily])
  console.log(`held ${average} on average: earns ${remuneration}, pays ${penalty} for what is missing`);
