/**
 * Clearing 100,000 orders, half on each side: the ratio rule and the order book, with their legs; beside them, the check the market makes of every outcome. On money with
 * 2 decimals, and with the 12 of an economy, whose products are integers of more than 64 bits. From section 14 of the central bank specification.
 */
import { orderBookRule, ratioRule, verifyClearing } from '@bagehot/central-bank';

const ORDERS = 100_000;
const REPEATS = 12;
const BASIS_POINT = 10n ** 8n;

/** Orders of up to 1000 of money with all its decimals in use, at limits between 1 % and 9 %, finely spread or by the percent. Demand is half as much again as supply. */
function bookOf(decimals, levels) {
  const scale = 10n ** BigInt(decimals);
  let state = 20_260_101n;
  const draw = (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return ((state >> 20n) * below) >> 44n;
  };
  const side = (most) =>
    Array.from({ length: ORDERS / 2 }, (_, i) => ({
      seq: i + 1,
      agent: `A${i}`,
      units: 1n + draw(most * scale),
      limit: 100n * BASIS_POINT + (draw(levels) * 800n * BASIS_POINT) / levels,
    }));
  const supplies = side(1000n).map(({ limit, ...order }) => ({ ...order, minRate: limit }));
  const requests = side(1500n).map(({ limit, ...order }) => ({ ...order, maxRate: limit }));
  return { tick: 1, policyRate: 500n * BASIS_POINT, supplies, requests };
}

/** CPU milliseconds of a call, and what it returned. */
function timed(body) {
  const before = process.cpuUsage();
  const result = body();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

/** Least CPU milliseconds of clearing, and of checking the outcome, over several repeats: a busy machine only ever adds time. */
function measure(rule, book) {
  const least = { value: Number.POSITIVE_INFINITY, verifyMs: Number.POSITIVE_INFINITY };
  let legs = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    globalThis.gc?.();
    const { result: outcome, ms } = timed(() => rule.clear(book));
    const check = timed(() => verifyClearing(rule.name, book, outcome));
    least.value = Math.min(least.value, Number(ms.toPrecision(3)));
    least.verifyMs = Math.min(least.verifyMs, Number(check.ms.toPrecision(3)));
    legs += outcome.legs.length;
  }
  if (legs < REPEATS * ORDERS * 0.2) throw new Error(`only ${legs} legs`);
  return least;
}

const line = (fields) => process.stdout.write(`${JSON.stringify({ id: 'CB-clear', unit: 'ms', ...fields })}\n`);
for (const decimals of [2, 12]) {
  const fine = bookOf(decimals, 10n ** 6n);
  const name = `${ORDERS.toLocaleString('en')} orders, money with ${decimals} decimals`;
  line({ name: `${name}: ratio rule`, ...measure(ratioRule(), fine), target: '<= 150' });
  line({ name: `${name}: order book`, ...measure(orderBookRule(), fine), target: '<= 100' });
  line({
    name: `${name}: order book of 9 rates`,
    ...measure(orderBookRule(), bookOf(decimals, 9n)),
    target: '<= 100',
  });
}
