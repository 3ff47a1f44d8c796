/** A dealer with two tickets and two of cash buys, sells and buys again: worked example 5 of the dealer specification. */
import {
  createDealerMarket,
  createTicketBook,
  type DealerMarket,
  type Ticket,
  type TradeResult,
} from '@bagehot/dealer';
import { createLedger, createRandom, decimal, type Ledger } from '@bagehot/kernel';

export const ledger: Ledger = createLedger();
const owners = ['dealer_notes', 'dealer_notes', 'Ada', 'Ada'];
const tickets = createTicketBook(
  owners.map(
    (owner, serial): Ticket => ({ id: `N${serial}`, issuer: 'Ivy', owner, face: decimal(1), maturityDay: 9, serial }),
  ),
  ledger,
);
export const market: DealerMarket = createDealerMarket(
  { buckets: [{ id: 'notes', minDays: 1, maxDays: null }], anchors: { notes: { mid: 1, spread: '0.30' } } },
  { ledger, tickets, random: createRandom(1) },
);
market.endow(0, 'dealer_notes', 2);
ledger.open('Ben');
ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: 'Ben', amount: decimal(5) });

export const results: readonly TradeResult[] = [
  market.sell(0, 'Ada', 'N2'),
  market.buy(0, 'Ben', 'notes'),
  market.sell(0, 'Ada', 'N3'),
];
for (const result of results)
  console.log(result.kind === 'Executed' ? `${result.side} at ${result.price}` : `refused: ${result.reason}`);
const { home } = market.shelf('dealer_notes');
console.log(
  `the dealer has ${home.length} tickets and ${ledger.cash('dealer_notes')} of cash, ${market.equity('dealer_notes')} in all`,
);
