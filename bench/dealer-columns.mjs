import { createDealerSimulationFromColumns } from '@bagehot/dealer';
import { createRandom } from '@bagehot/kernel';

/** Tickets each trader owes. */
const TICKETS = 8;

/** Days of a run. */
export const DAYS = 30;

/** Traders who owe each other tickets over a month, as columns: the scenario family of the design's measurements. */
export function dealerColumns(traderCount, seed, moneyDecimals = 12) {
  const random = createRandom(seed).stream('bench/dealer');
  const one = 10n ** BigInt(moneyDecimals);
  const count = traderCount * TICKETS;
  const issuer = new Int32Array(count);
  const owner = new Int32Array(count);
  const maturityDay = new Int32Array(count);
  const cash = new BigInt64Array(traderCount);
  for (let trader = 0, ticket = 0; trader < traderCount; trader++) {
    cash[trader] = BigInt(random.nextInt(0, 8)) * one;
    for (let k = 0; k < TICKETS; k++, ticket++) {
      issuer[ticket] = trader;
      owner[ticket] = (trader + random.nextInt(1, traderCount - 1)) % traderCount;
      maturityDay[ticket] = random.nextInt(1, DAYS);
    }
  }
  return { traderCount, cash, issuer, owner, maturityDay };
}

/** Opens a market on columns and runs it to the end of the month. Returns a number that depends on everything that happened. */
export function runMonth(columns, config = {}, ports = {}) {
  const simulation = createDealerSimulationFromColumns(
    columns,
    { journal: 'none', dealerShare: '0.25', vbtShare: '0.25', ...config },
    { random: createRandom(42), ...ports },
  );
  for (let day = 0; day < DAYS; day++) simulation.runDay();
  return simulation.defaulted.length + Number(simulation.ledger.cash('dealer_short').toFixed());
}

/** Cheapest of several repeats in seconds of wall time: a busy machine only ever adds time. */
export function leastSeconds(repeats, body) {
  let least = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = process.hrtime.bigint();
    body(repeat);
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1e9);
  }
  return least;
}

/** One target as the line the runner reads. `target` is `<= number` or `>= number`. */
export function report(id, name, value, unit, target, more = {}) {
  console.log(JSON.stringify({ id, name, value: Number(value.toPrecision(4)), unit, target, ...more }));
}
