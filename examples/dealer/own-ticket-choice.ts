/** Which ticket to give up: not the one that is due first, which is the rule, but the one that is due last. */
import { createDealerSimulation, type DealerEvent, type TicketChoice } from '@bagehot/dealer';
import { createEventLog, createRandom } from '@bagehot/kernel';

export const longestFirst: TicketChoice = {
  toSell: (view, trader) => view.held(trader).at(-1),
  bucketToBuy: () => undefined, // nobody buys
};

export function sale(ticketChoice?: TicketChoice): string {
  const events = createEventLog<DealerEvent>();
  const market = createDealerSimulation(
    {
      traders: ['Ada', 'Ben', 'Cleo'].map((id) => ({ id, cash: 0 })),
      tickets: [
        { id: 'of Ada', issuer: 'Ada', owner: 'Ben', maturityDay: 1 },
        { id: 'of Ben', issuer: 'Ben', owner: 'Ada', maturityDay: 3 },
        { id: 'of Cleo', issuer: 'Cleo', owner: 'Ada', maturityDay: 9 },
      ],
      dealerCash: new Map(['short', 'mid', 'long'].map((bucket) => [bucket, 2])),
    },
    { random: createRandom(1), events, ...(ticketChoice === undefined ? {} : { ticketChoice }) },
  );
  market.runDay();
  return events
    .of('Trade')
    .map(({ trader, ticket, price }) => `${trader} sells the ticket ${ticket} at ${price}`)
    .join();
}

console.log(`by the rule: ${sale()}`);
console.log(`by choice:   ${sale(longestFirst)}`);
