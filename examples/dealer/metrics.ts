/** What a market came to: trades, defaults, and where each dealer's profit came from, to the last digit. */
import {
  collectDealerMetrics,
  createDealerSimulation,
  type DealerMetrics,
  type DealerSimulation,
} from '@bagehot/dealer';
import { createRandom, sum } from '@bagehot/kernel';

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);
const metrics = collectDealerMetrics();
export const market: DealerSimulation = createDealerSimulation(
  {
    traders: names.map((id, k) => ({ id, cash: k % 6 })),
    debts: names.map((debtor, k) => ({
      debtor,
      creditor: names[(k + 1) % names.length] as string,
      amount: 5,
      dueDay: 1 + (k % 15),
    })),
    maxArrivals: 'all',
  },
  { random: createRandom(9), events: metrics },
);
while (market.runDay() === 'active');

export const run: DealerMetrics | undefined = metrics.result();
console.log(`${run?.totalTrades} trades: ${run?.insideTrades} inside, ${run?.passThroughTrades} passed through`);
console.log(`default rate ${run?.defaultRate?.toFixed(4)}`);
for (const { bucket, dealer } of run?.buckets ?? []) {
  const { trading, settlement, rebucketing, revaluation, profit } = dealer;
  const explained = sum([trading, settlement, rebucketing, revaluation]).eq(profit);
  console.log(`${bucket}: dealer's profit ${profit.toFixed(4)}, explained by its parts: ${explained}`);
}
