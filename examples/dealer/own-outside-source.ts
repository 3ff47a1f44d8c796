/** A central bank that stands behind the market: it buys in every bucket at no less than 0.98. */
import { createDealerSimulation, type DealerEvent, type OutsideSource } from '@bagehot/dealer';
import { createEventLog, createLedger, createRandom, decimal, type EventLog, type Ledger, max } from '@bagehot/kernel';

const floor: OutsideSource = {
  quote: (_bucket, { quote, vbt }) => {
    const bid = max(quote.bid, decimal('0.98'));
    return { ...quote, bid, ask: max(bid, quote.ask), bidBy: 'CB', askBy: vbt };
  },
};

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);
export const events: EventLog<DealerEvent> = createEventLog();
export const ledger: Ledger = createLedger();
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
  },
  { random: createRandom(3), events, ledger, outside: floor },
);
while (market.runDay() === 'active');

const sales = events.of('Trade').filter(({ side }) => side === 'SELL');
const lowest = sales.reduce((least, { price }) => (price.lt(least) ? price : least), decimal(1));
console.log(`${sales.length} sales, the lowest at ${lowest}`);
console.log(`${sales.filter(({ vbt }) => vbt === 'CB').length} of them to the central bank`);
