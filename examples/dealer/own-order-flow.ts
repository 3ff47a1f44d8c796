/** An order flow of one's own: only the seller who is shortest of money comes, and only on even days. */
import { createDealerSimulation, type DealerEvent, type OrderFlow } from '@bagehot/dealer';
import { createEventLog, createRandom, type EventLog } from '@bagehot/kernel';

const neediestFirst: OrderFlow = {
  next({ day, arrival, sellers }) {
    if (day % 2 === 1 || arrival > 1) return undefined;
    const trader = sellers.toSorted((a, b) => market.shortfall(b).cmp(market.shortfall(a)))[0];
    return trader === undefined ? undefined : { side: 'SELL', trader };
  },
};

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);
export const events: EventLog<DealerEvent> = createEventLog();
const market = createDealerSimulation(
  {
    traders: names.map((id, k) => ({ id, cash: k % 3 })),
    debts: names.map((debtor, k) => ({
      debtor,
      creditor: names[(k + 1) % names.length] as string,
      amount: 5,
      dueDay: 1 + ((7 * k) % 12),
    })),
  },
  { random: createRandom(7), events, orderFlow: neediestFirst },
);
while (market.runDay() === 'active');

for (const { day, trader, ticket, price, isPassThrough } of events.of('Trade'))
  console.log(`day ${day}: ${trader} sells ${ticket} at ${price.toFixed(4)}${isPassThrough ? ', passed through' : ''}`);
