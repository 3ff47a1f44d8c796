import { createDealerSimulationFromColumns } from '@bagehot/dealer';
import { createRandom } from '@bagehot/kernel';
import { dealerColumns, leastSeconds, report } from './dealer-columns.mjs';

// P8: a day on which nothing falls due and nobody trades, with a million traders against a thousand.

const QUIET = 2000;

/** Microseconds of a quiet day: all debts of the month are moved far away, and no arrival comes. */
function quietDay(traderCount) {
  const columns = dealerColumns(traderCount, 1, 9);
  const simulation = createDealerSimulationFromColumns(
    { ...columns, maturityDay: columns.maturityDay.map((day) => day + 1_000_000) },
    { journal: 'none', moneyDecimals: 9, dealerShare: '0.25', vbtShare: '0.25', maxArrivals: 0 },
    { random: createRandom(42) },
  );
  const days = () => {
    for (let day = 0; day < QUIET; day++) simulation.runDay();
  };
  days();
  return (leastSeconds(20, days) / QUIET) * 1e6;
}

const small = quietDay(1000);
const large = quietDay(1_000_000);
report('P8', 'quiet day, 1e6 against 1e3 traders', large / small, 'x', '<= 3', {
  microseconds: [small, large].map((value) => Number(value.toFixed(2))),
});
