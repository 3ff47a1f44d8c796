import { dealerColumns, leastSeconds, report, runMonth } from './dealer-columns.mjs';

// P6: a million traders with 9 decimals of money, once, in a process of its own.

const columns = dealerColumns(1_000_000, 1, 9);
let result = 0;
const seconds = leastSeconds(1, () => {
  result += runMonth(columns, { moneyDecimals: 9 });
});
if (!Number.isFinite(result)) throw new Error('a run came to nothing');
report('P6', '1,000,000 traders, 30 days', seconds, 's', '<= 6');
report('P6', 'peak memory of it', process.resourceUsage().maxRSS / 1024, 'MB', '<= 700');
