/** The ring engine without `sim`, and a lender of last resort in one object. */
import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import { createRing, generateRing, type RingEvent, type TradingPhase } from '@bagehot/ring';

// A discount window: whoever is short today borrows the gap until tomorrow at 1 %.
const discountWindow: TradingPhase = {
  name: 'discount-window',
  init: ({ ledger }) => ledger.open('window', { mayOverdraw: true }),
  trade({ ledger, contracts, alive, dues }, day) {
    for (const agent of alive()) {
      const shortfall = dues(agent, day).minus(ledger.cash(agent));
      if (!shortfall.gt(0)) continue;
      ledger.transaction(() => {
        ledger.transfer({ day, kind: 'DiscountLoan', asset: 'cash', from: 'window', to: agent, amount: shortfall });
        contracts.issue({
          kind: 'loan',
          debtor: agent,
          creditor: 'window',
          amount: shortfall.times('1.01').round(2),
          dueDay: day + 1,
        });
      });
    }
  },
};

const ledger = createLedger({ moneyDecimals: 2 });
const contracts = createContracts(ledger);
const random = createRandom(7);
const events = createEventLog<RingEvent>();
const world = generateRing(
  { agents: 10, maturityDays: 5, kappa: '0.3', concentration: 1, mu: 0, totalDebt: 500 },
  random.stream('ring'),
);
const ring = createRing(world, { ledger, contracts, random, events, phases: [discountWindow] });
while (ring.day < 30 && ring.runDay() === 'active');
console.log(`${events.of('AgentDefaulted').length} defaults`);
