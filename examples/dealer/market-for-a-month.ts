/** A dealer market that stands alone: 120 traders, each in debt to the next, for thirty days. */
import { createDealerSimulation, type DealerEvent, type DealerSimulation } from '@bagehot/dealer';
import { createEventLog, createRandom, type Decimal, type EventLog, sum } from '@bagehot/kernel';

const names = Array.from({ length: 120 }, (_, k) => `H${k + 1}`);
export const events: EventLog<DealerEvent> = createEventLog();
export const market: DealerSimulation = createDealerSimulation(
  {
    traders: names.map((id, k) => ({ id, cash: k % 8 })),
    debts: names.map((debtor, k) => ({
      debtor,
      creditor: names[(k + 1) % names.length] as string,
      amount: 6,
      dueDay: 1 + ((7 * k) % 30),
    })),
    maxArrivals: 'all',
    block: 'shortfall',
  },
  { random: createRandom(42), events },
);
export const money = (): Decimal => sum(market.ledger.agents().map((agent) => market.ledger.cash(agent)));

for (let day = 1; day <= 30; day++) market.runDay();

const { bid, ask } = market.market.quote('short');
console.log(`${events.of('Trade').length} trades, ${market.defaulted.length} traders defaulted`);
console.log(`day ${market.day}: the short dealer bids ${bid.toFixed(4)} and asks ${ask.toFixed(4)}`);
console.log(`tickets left: ${market.tickets().length}, money made from nothing: ${money()}`);
