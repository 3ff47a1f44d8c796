import { collectDealerMetrics, createDealerSimulation } from '@bagehot/dealer';
import { createRandom } from '@bagehot/kernel';

const places = Array.from({ length: 100 }, (_, i) => i);
const metrics = collectDealerMetrics();
const simulation = createDealerSimulation(
  {
    traders: places.map((i) => ({ id: `H${i}`, cash: i % 4 })),
    debts: places.map((i) => ({ debtor: `H${i}`, creditor: `H${(i + 1) % 100}`, amount: 3, dueDay: 1 + (i % 12) })),
  },
  { random: createRandom(42), events: metrics },
);
while (simulation.runDay() === 'active');
const { totalTrades, totalDefaults, spreadEarned } = metrics.result() ?? {};
console.log(`${totalTrades} trades, ${totalDefaults} defaults, dealers earned ${spreadEarned?.toFixed(2)} in spread`);
