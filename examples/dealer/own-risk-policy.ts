/** Traders with limits of their own: nobody sells below 95 % of face, nobody buys a claim that runs longer than a week. */
import { createDealerSimulation, type DealerEvent, type RiskPolicy } from '@bagehot/dealer';
import { createEventLog, createRandom, type EventLog } from '@bagehot/kernel';

const limits: RiskPolicy = {
  accepts: (side, ticket, price, { day }) =>
    side === 'SELL' ? price.gte(ticket.face.times('0.95')) : ticket.maturityDay - day <= 7,
};

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);
export const events: EventLog<DealerEvent> = createEventLog();
const market = createDealerSimulation(
  {
    traders: names.map((id, k) => ({ id, cash: k % 4 })),
    debts: names.map((debtor, k) => ({
      debtor,
      creditor: names[(k + 1) % names.length] as string,
      amount: 4,
      dueDay: 1 + (k % 15),
    })),
    maxArrivals: 'all',
  },
  { random: createRandom(5), events, risk: limits },
);
while (market.runDay() === 'active');

const refused = events.of('OrderRejected').filter(({ reason }) => reason === 'risk');
const sold = events.of('Trade').filter(({ side }) => side === 'SELL');
console.log(`${refused.length} orders withdrawn, ${sold.length} tickets sold`);
console.log(`sold below 0.95: ${sold.filter(({ price }) => price.lt('0.95')).length}`);
