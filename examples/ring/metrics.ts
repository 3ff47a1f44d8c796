/** How a ring went, day by day: what was due, what money there was, and how much of it arrived. */
import { createContracts, createLedger, createRandom } from '@bagehot/kernel';
import { createRing, createRingMetrics, generateRing, type RingMetrics, runRing } from '@bagehot/ring';

const random = createRandom(3);
const ledger = createLedger({ moneyDecimals: 0 });
const metrics = createRingMetrics();
const params = { agents: 50, maturityDays: 5, kappa: '1.5', mu: '0.25', totalDebt: 5000 };
const world = generateRing(params, random.stream('ring'));
const ring = createRing(world, { ledger, contracts: createContracts(ledger), random, events: metrics });
runRing(ring, { maxDays: 30 });

export const result: RingMetrics = metrics.result();
const { days, summary, clearingRate, defaultRate } = result;
for (const { day, due, money, cashShare, onTimeShare } of days) {
  const percent = [cashShare, onTimeShare].map((share) => `${share?.times(100).toFixed(1)} %`);
  console.log(`day ${day}: ${due} due, ${money} of money; ${percent[0]} was paid, ${percent[1]} in full and on time`);
}
console.log(
  `of ${summary.totalDue} in all, ${clearingRate.toFixed(4)} was paid on time and ${defaultRate.toFixed(4)} was not`,
);
