/** A market as a window on debts that exist already: whoever buys a ticket owns a part of the claim. */
import { createDealerMarket, type TradeResult, windowTickets } from '@bagehot/dealer';
import {
  type ContractRegister,
  createContracts,
  createLedger,
  createRandom,
  decimal,
  type Ledger,
} from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';

export const ledger: Ledger = createLedger();
export const contracts: ContractRegister = createContracts(ledger);
for (const agent of ['Ada', 'Ben', 'Cleo']) ledger.open(agent);
contracts.issue({ kind: 'payable', debtor: 'Ada', creditor: 'Ben', amount: decimal('5.5'), dueDay: 4 });
contracts.issue({ kind: 'payable', debtor: 'Ben', creditor: 'Cleo', amount: decimal(2), dueDay: 1 });

const window = quanta(contracts).openWindow({ ticketSize: 10n ** 12n }); // one unit of money, on the ledger's grid
const market = createDealerMarket(
  { block: 'shortfall', sellProbability: 1 },
  { ledger, contracts, tickets: windowTickets(ledger, window), random: createRandom(1) },
);
market.endow(1, 'dealer_short', 3);

// Ben must pay 2 today and has nothing but a claim on Ada.
export const trades: readonly TradeResult[] = market.runSession(1, ['Ada', 'Ben', 'Cleo']);
for (const trade of trades)
  if (trade.kind === 'Executed') console.log(`${trade.side} of ${trade.ticket.id} at ${trade.price}`);
console.log(`Ben has ${ledger.cash('Ben')}`);
console.log(
  `Ada owes ${contracts
    .owedBy('Ada')[0]
    ?.claims.map(({ holder, face }) => `${holder} ${face}`)
    .join(', ')}`,
);
