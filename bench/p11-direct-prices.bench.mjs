import { formPrices, gthSolver, tatonnementSolver } from '@bagehot/financing';
import { leastMs, pricesMarket } from './prices-market.mjs';

// P11: prices found directly against prices found by groping for them, to the same tolerance (1e-8). Both times are those of whole calls: exact sums,
// decimals and the residual check are in both of them. The two take turns of about equal length, so that a busy machine slows down both, and the least time of
// each counts.

const tatonnement = tatonnementSolver();

for (const { count, goods, calls, gropes, turns } of [
  { count: 100, goods: 3, calls: 250, gropes: 8, turns: 300 },
  { count: 100, goods: 10, calls: 40, gropes: 1, turns: 200 },
  { count: 100, goods: 50, calls: 10, gropes: 1, turns: 30 },
  { count: 10_000, goods: 10, calls: 5, gropes: 1, turns: 10 },
  { count: 10_000, goods: 50, calls: 2, gropes: 1, turns: 3 },
  { count: 100_000, goods: 3, calls: 5, gropes: 1, turns: 10 },
  { count: 100_000, goods: 10, calls: 2, gropes: 1, turns: 3 },
]) {
  const markets = [11, 12, 13].map((seed) => pricesMarket(count, goods, seed));
  const [market] = markets;
  leastMs((i) => formPrices(markets[i % 3], { solver: gthSolver }), 20, calls);
  leastMs((i) => formPrices(markets[i % 3], { solver: tatonnement }), count === 100 ? 20 : 2, gropes);
  let direct = Number.POSITIVE_INFINITY;
  let groped = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    direct = Math.min(
      direct,
      leastMs(() => formPrices(market, { solver: gthSolver }), 2, calls),
    );
    groped = Math.min(
      groped,
      leastMs(() => formPrices(market, { solver: tatonnement }), 1, gropes),
    );
  }
  const { iterations } = formPrices(market, { solver: tatonnement }).equilibrium;
  const line = {
    id: 'P11',
    name: `direct prices against tatonnement, ${count} agents, ${goods} goods`,
    value: Number((groped / direct).toFixed(1)),
    unit: 'x',
    target: '>= 30',
    directMs: Number(direct.toPrecision(3)),
    gropedMs: Number(groped.toPrecision(3)),
    iterations,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
