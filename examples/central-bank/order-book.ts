/** One book of limit orders, priced in four ways: by the rate nearest to the policy rate, in two kinds of middle, and pair by pair. */
import {
  type ClearingReport,
  createCallMarket,
  type OrderBookPricing,
  orderBookRule,
  reserveAccounts,
} from '@bagehot/central-bank';

const offers = [
  { agent: 'Una', amount: 120, limit: '0.02' },
  { agent: 'Vic', amount: 60, limit: '0.04' },
  { agent: 'Wim', amount: 100, limit: '0.042' },
];
const bids = [
  { agent: 'Ada', amount: 100, limit: '0.06' },
  { agent: 'Ben', amount: 80, limit: '0.05' },
  { agent: 'Cleo', amount: 100, limit: '0.03' },
];

export function clearedBy(pricing: OrderBookPricing): ClearingReport | null {
  const balances = [...offers, ...bids].map(({ agent }) => [agent, 120] as const);
  const market = createCallMarket({ rule: orderBookRule({ pricing }) }, reserveAccounts({ balances }));
  for (const { agent, amount, limit } of offers) market.supplyReserves(agent, amount, limit);
  for (const { agent, amount, limit } of bids) market.requestLoan({ borrowerId: agent, amount, maxRate: limit });
  market.processMarketClearing('0.03');
  return market.lastClearing();
}

for (const { borrowerId, granted, requested } of clearedBy('reference')?.grants ?? [])
  console.log(`${borrowerId} borrows ${granted} of ${requested}`);
// Any rate from 0.04 to 0.042 leaves nobody out who would trade at it: at 0.045, Wim would lend.
for (const pricing of ['reference', 'midpoint', 'marginal-midpoint', 'pairwise'] as const)
  console.log(`${pricing}: ${clearedBy(pricing)?.callRate}`);
