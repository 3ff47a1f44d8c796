/** A loan that is needed again: in a netted session the lender renews it, and only what changes moves, though nobody has the money to pay it back first. */
import {
  type CallMarketService,
  createCallMarket,
  type MoneyMarketEvent,
  type NettedSession,
  reserveAccounts,
} from '@bagehot/central-bank';
import { createEventLog, decimal, type EventLog, type Ledger } from '@bagehot/kernel';

const ports = reserveAccounts({
  balances: [
    ['Ada', 3600],
    ['Ben', 1200],
    ['shop', 1],
    ['baker', 0],
  ],
});
export const ledger: Ledger = ports.ledger;
export const events: EventLog<MoneyMarketEvent> = createEventLog();
export const market: CallMarketService = createCallMarket(
  { spreadSensitivity: 0, settlement: 'netted' },
  { ...ports, events },
);

market.beginTick(1);
market.supplyReserves('Ada', 3600);
market.requestLoan({ borrowerId: 'shop', amount: 3600 });
market.processMarketClearing('0.05');
ledger.transfer({ day: 1, kind: 'purchase', asset: 'reserves', from: 'shop', to: 'baker', amount: decimal(3600) });

// The shop owes 3,600.50 and has 1. Ada has no money, but would lend 2,400 of what is due to her again; Ben brings the rest.
market.beginTick(2);
market.supplyReserves('Ada', 0, undefined, { renewed: 2400 });
market.supplyReserves('Ben', 1200);
market.requestLoan({ borrowerId: 'shop', amount: 3600 });
market.processMarketClearing('0.05');

export const session: NettedSession | undefined = events.of('NettedSession').at(-1);
console.log(`new loans and what they repaid: ${session?.gross}; money that moved: ${session?.net}`);
for (const { lenderId, amount } of market.openLoans().at(-1)?.legs ?? []) console.log(`${lenderId} has lent ${amount}`);
// What the session left open is paid in the evening: the interest.
for (const { borrowerId, paid } of market.settleDue().repaid) console.log(`${borrowerId} has paid ${paid}`);
for (const agent of ['Ada', 'Ben', 'shop']) console.log(`${agent} has ${ledger.balance(agent, 'reserves')}`);
