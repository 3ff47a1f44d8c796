/** A phase of one's own: before debts are settled, a factor buys claims of whoever is short, at 95 % of face. */
import {
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  type Decimal,
  type Ledger,
  ZERO,
} from '@bagehot/kernel';
import { createRing, generateRing, type RingEvent, runRing, type TradingPhase } from '@bagehot/ring';

const factor: TradingPhase = {
  name: 'factor',
  init: ({ ledger }) => ledger.open('factor', { mayOverdraw: true }),
  trade({ ledger, contracts, alive, dues }, day) {
    for (const agent of alive())
      for (const { id, dueDay, amount } of contracts.heldBy(agent)) {
        if (dueDay === day || dues(agent, day).lte(ledger.cash(agent))) continue;
        const price = amount.times('0.95').round(2);
        ledger.transaction(() => {
          ledger.transfer({ day, kind: 'factoring', asset: 'cash', from: 'factor', to: agent, amount: price });
          contracts.transfer(id, { from: agent, to: 'factor', face: amount, kind: 'factoring' });
        });
      }
  },
};

const random = createRandom(7);
export const ledger: Ledger = createLedger({ moneyDecimals: 2 });
const events = createEventLog<RingEvent>();
const params = { agents: 20, maturityDays: 5, kappa: 2, mu: '0.5', totalDebt: 1000 };
const world = generateRing(params, random.stream('ring'));
const ring = createRing(world, { ledger, contracts: createContracts(ledger), random, events, phases: [factor] });
runRing(ring, { maxDays: 30 });

// Nobody told the log about factoring: it is written from the ledger's journal.
export let paid: Decimal = ZERO;
export let faces: Decimal = ZERO;
export let received: Decimal = ZERO;
for (const event of events.events) {
  if (event.kind === 'CashTransferred' && event.cause === 'factoring') paid = paid.plus(event.amount);
  if (event.kind === 'ClaimTransferred' && event.cause === 'factoring') faces = faces.plus(event.face);
  if (event.kind === 'CashTransferred' && event.to === 'factor') received = received.plus(event.amount);
}
console.log(`the factor paid ${paid} for claims of ${faces}, and got ${received} for them`);
console.log(`it is left with ${ledger.cash('factor')}; ${ring.defaulted().length} agents defaulted`);
