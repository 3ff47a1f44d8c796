/** A run on a dealer that lives on borrowed money: it has to sell at the outside bid, with and without a central bank that stands behind it. */
import {
  backedOutside,
  createDealerMarket,
  type DealerMarket,
  type OutsideSource,
  windowTickets,
} from '@bagehot/dealer';
import { createContracts, createLedger, createRandom, type Decimal, decimal, type Ledger } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';

export interface Outcome {
  readonly ledger: Ledger;
  readonly market: DealerMarket;
  readonly sold: number;
  /** What its loan still lacks. */
  readonly missing: Decimal;
}

/** @param standingBid - what the central bank pays for a ticket at any time; 0: nothing */
export function runOnDealer(standingBid: Decimal): Outcome {
  const ledger = createLedger();
  const contracts = createContracts(ledger);
  ledger.issue('cash', 'CB');
  for (const agent of ['Ada', 'Ben', 'Lena']) ledger.open(agent);
  contracts.issue({ kind: 'payable', debtor: 'Ada', creditor: 'Ben', amount: decimal(8), dueDay: 3 });
  const window = quanta(contracts).openWindow({ ticketSize: 10n ** 12n });
  const outside: OutsideSource = {
    quote: (_bucket, { quote, vbt }) => {
      const canPay = ledger.cash(vbt).gte(quote.bid);
      return backedOutside({ vbt, quote, canPay, canDeliver: true }, { by: 'CB', bid: standingBid });
    },
  };
  const market = createDealerMarket(
    { vbtFunding: 'funded' },
    { ledger, contracts, tickets: windowTickets(ledger, window), random: createRandom(1), outside },
  );
  market.endow(0, 'dealer_short', 2);
  market.endow(0, 'vbt_short', 1);
  ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: 'Lena', amount: decimal(4) });

  // Lena lends the dealer twice its own money overnight, and with that it buys what Ben has to sell.
  ledger.transfer({ day: 0, kind: 'loan', asset: 'cash', from: 'Lena', to: 'dealer_short', amount: decimal(4) });
  contracts.issue({ kind: 'call-loan', debtor: 'dealer_short', creditor: 'Lena', amount: decimal('4.01'), dueDay: 1 });
  for (let k = 0; k < 5; k++) market.sell(0, 'Ben', `P1#${k}`);

  // In the morning she wants it back.
  market.runSession(1, []);
  const lacks = () => decimal('4.01').minus(ledger.cash('dealer_short'));
  const sold = market.layOff(1, 'dealer_short', lacks()).length;
  const missing = lacks();
  if (missing.gt(0)) market.close('dealer_short');
  return { ledger, market, sold, missing };
}

for (const bid of ['0', '0.85']) {
  const { market, sold, missing } = runOnDealer(decimal(bid));
  console.log(
    `standing bid ${bid}: ${sold} tickets sold, ${missing.gt(0) ? `${missing} of the loan unpaid` : 'the loan paid'}`,
  );
  const next = market.bidFor(1, 'Ben')?.amount ?? 'nothing';
  console.log(`  for his next ticket Ben gets ${next}; the dealer's equity is ${market.equity('dealer_short')}`);
}
