import {
  createContracts,
  createLedger,
  createRandom,
  decimal,
  outsideQuote,
  planSettlement,
  quoteDealer,
} from '@bagehot/kernel';

// One ledger. Whoever issues an asset holds it negatively, so that every asset sums to zero.
const ledger = createLedger({ moneyDecimals: 2 });
const contracts = createContracts(ledger);
ledger.issue('cash', 'CB');
for (const agent of ['Ada', 'Ben', 'Cleo']) ledger.open(agent);
ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: 'Ada', amount: decimal(30) });

// Ada owes Ben 90, who sells a third of it to Cleo. On the day Ada has 30, and pays both in proportion.
const debt = contracts.issue({ kind: 'payable', debtor: 'Ada', creditor: 'Ben', amount: decimal(90), dueDay: 1 });
contracts.transfer(debt.id, { from: 'Ben', to: 'Cleo', face: decimal(30) });
const claims = contracts.dueOn(1).flatMap(({ id, claims }) => claims.map((claim) => ({ contract: id, ...claim })));
const plan = planSettlement(ledger.cash('Ada'), claims, { quantum: ledger.quantum });
ledger.transaction(() => {
  for (const { holder, amount } of plan.payments)
    ledger.transfer({ day: 1, kind: 'settlement', asset: 'cash', from: 'Ada', to: holder, amount });
  contracts.reduce(debt.id, plan.paid);
});
console.log(`${ledger.cash('Ben')} ${ledger.cash('Cleo')} ${ledger.cash('CB')}`); // 20 10 -30

// A dealer with two tickets and two of cash, between the outside quotes 0.85 and 1.15.
const params = { ticketSize: decimal(1), guardMid: decimal('0.02'), clipBidAtZero: true };
const outside = outsideQuote({ mid: decimal(1), spread: decimal('0.30') }, params);
const { bid, ask } = quoteDealer({ ticketCount: 2, cash: decimal(2) }, outside, params);
console.log(`${bid} / ${ask}`); // 0.97 / 1.03

// What a stream yields depends on the seed and its label, not on draws made elsewhere.
const random = createRandom(42);
const first = random.stream('dice').nextInt(1, 6);
random.stream('weather').nextInt(1, 6);
console.log(random.stream('dice').nextInt(1, 6) === first); // true
