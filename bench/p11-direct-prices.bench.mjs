import { formPrices, gthSolver, tatonnementSolver } from '@bagehot/financing';
import { leastMs, pricesMarket } from './prices-market.mjs';

// P11: prices found directly against prices found by groping for them, to the same tolerance (1e-8). Both times are those of whole calls: exact sums,
// decimals and the exact residual check are in both of them. In a market of 100 these are most of what direct prices cost, so the ratio is lower there.

const tatonnement = tatonnementSolver();

for (const { count, goods, target, calls, gropes } of [
  { count: 100, goods: 3, target: 8, calls: 1000, gropes: 100 },
  { count: 100, goods: 10, target: 20, calls: 100, gropes: 10 },
  { count: 100, goods: 50, target: 20, calls: 10, gropes: 1 },
  { count: 10_000, goods: 10, target: 30, calls: 1, gropes: 1 },
  { count: 10_000, goods: 50, target: 30, calls: 1, gropes: 1 },
  { count: 100_000, goods: 3, target: 25, calls: 1, gropes: 1 },
  { count: 100_000, goods: 10, target: 30, calls: 1, gropes: 1 },
]) {
  const markets = [11, 12, 13].map((seed) => pricesMarket(count, goods, seed));
  const [market] = markets;
  leastMs((i) => formPrices(markets[i % 3], { solver: gthSolver }), 5, calls);
  const direct = leastMs(() => formPrices(market, { solver: gthSolver }), 15, calls);
  leastMs((i) => formPrices(markets[i % 3], { solver: tatonnement }), 2, gropes);
  const groped = leastMs(() => formPrices(market, { solver: tatonnement }), 3, gropes);
  const { iterations } = formPrices(market, { solver: tatonnement }).equilibrium;
  const line = {
    id: 'P11',
    name: `direct prices against tatonnement, ${count} agents, ${goods} goods`,
    value: Number((groped / direct).toFixed(1)),
    unit: 'x',
    target: `>= ${target}`,
    directMs: Number(direct.toPrecision(3)),
    gropedMs: Number(groped.toPrecision(3)),
    iterations,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
