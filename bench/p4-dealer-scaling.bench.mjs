import { dealerColumns, leastSeconds, report, runMonth } from './dealer-columns.mjs';

// P4: time per ticket of 100,000 traders against 1,000. P5: the 100,000 traders in seconds.

const small = Array.from({ length: 20 }, (_, seed) => dealerColumns(1000, seed));
const large = dealerColumns(100_000, 1);
let result = 0;
for (const columns of small) result += runMonth(columns);
const perSmall =
  leastSeconds(10, () => {
    for (const columns of small) result += runMonth(columns);
  }) /
  (small.length * 8000);
result += runMonth(large);
const seconds = leastSeconds(5, () => {
  result += runMonth(large);
});
if (!Number.isFinite(result)) throw new Error('a run came to nothing');
report('P4', 'time per ticket, 1e5 against 1e3 traders', seconds / 800_000 / perSmall, 'x', '<= 2.5', {
  nsPerTicket: Math.round(perSmall * 1e9),
});
report('P5', '100,000 traders, 30 days', seconds, 's', '<= 0.6');
