/**
 * A day of a whole economy against a day of the same ring with dealers alone: same people, same seeds, same days, events passed on but not kept, no checks. Both run in one
 * process, in turn; of several rounds the best counts, in CPU time. Nothing is collected by force between them: V8 throws away what it has compiled for objects that are gone, and the next
 * run would measure how that is compiled again. Then the whole day with four times as many people.
 *
 * `node bench/economy-day.bench.mjs --phases` tells instead what each part of the day takes.
 */
import { generateRing } from '@bagehot/ring';
import { composeDay, createEconomy, simulate } from '@bagehot/sim';

const DAYS = 12;
const ROUNDS = 15;

/** One ticket per unit of face; who is short sells what the gap needs, and everybody eligible arrives. */
const DEALERS = {
  dealer: {
    ticketSize: 1,
    parCap: true,
    vbtFunding: 'funded',
    block: 'shortfall',
    sellHorizonDays: 10,
    maxArrivals: 'all',
  },
};

/** Policy, dealers, market for overnight money, late session, and a window that asks for security; people choose what costs less. */
const WHOLE = {
  ...DEALERS,
  moneyMarket: { policyRate: '0.05', supply: { reserveDays: 1 } },
  liquidity: { policy: 'cheapest' },
  facilities: { lendingSpread: '0.02', depositSpread: '0.02', collateral: { haircut: '0.1' } },
};

/** The same without the deposit of what lenders could not lend, which is two payments and a contract of each lender a day. */
const NO_DEPOSITS = { ...WHOLE, facilities: { ...WHOLE.facilities, autoDeposit: false } };

/** CPU milliseconds since then. */
function since(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** CPU milliseconds per day of one run, set-up not counted. */
function perDay(agents, parts, seed, watch = {}) {
  const economy = createEconomy({ seed, journal: 'none', keepEvents: false });
  const world = generateRing(
    { agents, maturityDays: 10, kappa: 1, concentration: 1, mu: '0.5', totalDebt: 100 * agents },
    economy.random.stream('ring'),
  );
  const phases = composeDay(economy, parts);
  let start;
  const onStart = () => {
    start = process.cpuUsage();
    watch.onStart?.();
  };
  const { days } = simulate(economy, world, { maxDays: DAYS, mode: 'step', phases, ...watch, onStart });
  const spent = since(start);
  if (days !== DAYS || economy.eventCount < DAYS) throw new Error('the run came to nothing');
  return spent / days;
}

/** Best of the rounds for each of several runs, which take turns. */
function best(runs, rounds) {
  const spent = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = -2; round < rounds; round++)
    runs.forEach(([agents, parts], k) => {
      const time = perDay(agents, parts, round < 0 ? 100 - round : 7);
      if (round >= 0) spent[k] = Math.min(spent[k], time);
    });
  return spent;
}

/** What each part of a day takes, in CPU milliseconds, after a warm-up. */
function phaseTable(parts) {
  let table = new Map();
  for (let round = 0; round < 6; round++) {
    table = new Map();
    let last;
    perDay(1_000, parts, 7, {
      onStart: () => {
        last = process.cpuUsage();
      },
      afterPhase: (phase) => {
        table.set(phase, (table.get(phase) ?? 0) + since(last) / DAYS);
        last = process.cpuUsage();
      },
    });
  }
  return Object.fromEntries(table);
}

if (process.argv.includes('--phases')) {
  console.table({
    'dealers alone': phaseTable(DEALERS),
    whole: phaseTable(WHOLE),
    'no deposits': phaseTable(NO_DEPOSITS),
  });
} else {
  const round = (value, digits) => Number(value.toFixed(digits));
  const tell = (id, name, value, target, more) =>
    process.stdout.write(`${JSON.stringify({ id, name, value: round(value, 2), unit: 'x', target, ...more })}\n`);
  const [dealers, whole, plain] = best(
    [DEALERS, WHOLE, NO_DEPOSITS].map((parts) => [1_000, parts]),
    ROUNDS,
  );
  const cpuMs = (time) => ({ cpuMs: round(time, 1) });
  tell('E1', 'day of a whole economy of 1,000, over one with dealers alone', whole / dealers, '<= 2', cpuMs(whole));
  tell('E2', 'the same, without the deposit facility', plain / dealers, '<= 2', cpuMs(plain));
  const [small, large] = best(
    [1_000, 4_000].map((agents) => [agents, WHOLE]),
    6,
  );
  tell('E3', 'day of a whole economy of 4,000, over one of 1,000', large / small, '<= 6', cpuMs(large));
}
