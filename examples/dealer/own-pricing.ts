/** A dealer with a pricing rule of one's own: it bids nine tenths of the outside mid at most, rounded to the money grid. */
import { createDealerSimulation, type DealerEvent, type DealerPricing, type TradeEvent } from '@bagehot/dealer';
import { createEventLog, createRandom, decimal, max, min, quoteDealer } from '@bagehot/kernel';

const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
export const cautious: DealerPricing = {
  quote(_bucket, ticketCount, cash, outside) {
    const quote = quoteDealer({ ticketCount, cash }, outside, params);
    const bid = max(outside.bid, min(quote.bid, outside.mid.times('0.9').round(12)));
    return { ...quote, bid, bidPinned: bid.eq(outside.bid), executionBid: quote.canBuy ? bid : outside.bid };
  },
};

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);

export function sales(pricing?: DealerPricing): readonly TradeEvent[] {
  const events = createEventLog<DealerEvent>();
  const market = createDealerSimulation(
    {
      traders: names.map((id, k) => ({ id, cash: k % 3 })),
      debts: names.map((debtor, k) => ({
        debtor,
        creditor: names[(k + 1) % names.length] as string,
        amount: 5,
        dueDay: 1 + ((7 * k) % 12),
      })),
      maxArrivals: 'all',
      checks: 'event',
    },
    { random: createRandom(3), events, ...(pricing === undefined ? {} : { pricing }) },
  );
  while (market.runDay() === 'active');
  return events.of('Trade').filter(({ side, isPassThrough }) => side === 'SELL' && !isPassThrough);
}

for (const pricing of [undefined, cautious]) {
  const prices = sales(pricing).map(({ price }) => price);
  const best = prices.reduce(max, decimal(0));
  console.log(`${prices.length} sales to dealers, the best at ${best.toFixed(4)}`);
}
