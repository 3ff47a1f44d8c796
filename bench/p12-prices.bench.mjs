import { exactSolver, formPrices, gthSolver } from '@bagehot/financing';
import { leastMs, pricesMarket } from './prices-market.mjs';

// P12: direct prices of a large market, and the exact solve of a small one that an engine does every round.

const large = pricesMarket(100_000, 10, 21);
leastMs(() => formPrices(pricesMarket(10_000, 10, 22), { solver: gthSolver }), 5);
const direct = leastMs(() => formPrices(large, { solver: gthSolver }), 15);
const exact = leastMs(() => formPrices(large, { solver: exactSolver }), 15);

const small = [31, 32, 33].map((seed) => pricesMarket(100, 3, seed));
leastMs((i) => formPrices(small[i % 3]), 5, 1000);
const round = leastMs((i) => formPrices(small[i % 3]), 30, 300);

for (const { name, ms, most } of [
  { name: 'direct prices, 100,000 agents, 10 goods', ms: direct, most: 60 },
  { name: 'exact prices, 100,000 agents, 10 goods', ms: exact, most: 60 },
  { name: 'exact prices, 100 agents, 3 goods', ms: round, most: 0.5 },
])
  process.stdout.write(
    `${JSON.stringify({ id: 'P12', name, value: Number(ms.toPrecision(3)), unit: 'ms', target: `<= ${most}` })}\n`,
  );
