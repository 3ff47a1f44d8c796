/** An uncle who is asked in the moment of need, and only then: he gives what is missing, as long as his money lasts. */
import { createContracts, createEventLog, createLedger, createRandom, type EventLog, min } from '@bagehot/kernel';
import { createRing, type RingEngine, type RingEvent, type RingWorld, runRing } from '@bagehot/ring';

const world: RingWorld = {
  agents: ['Ada', 'Ben', 'Cleo', 'Uncle'],
  cash: { Ada: 10, Uncle: 50 },
  payables: [
    { debtor: 'Ada', creditor: 'Cleo', amount: 40, dueDay: 1 },
    { debtor: 'Ben', creditor: 'Cleo', amount: 30, dueDay: 2 },
  ],
};

const ledger = createLedger({ moneyDecimals: 0 });
export const events: EventLog<RingEvent> = createEventLog();
const ring: RingEngine = createRing(world, {
  ledger,
  contracts: createContracts(ledger),
  random: createRandom(1),
  events,
  beforeShortfall(debtor, day) {
    const { money, dues } = ring.system;
    const amount = min(money('Uncle'), dues(debtor, day).minus(money(debtor)));
    if (amount.gt(0)) ledger.transfer({ day, kind: 'help', asset: 'cash', from: 'Uncle', to: debtor, amount });
  },
});
runRing(ring, { maxDays: 10 });

for (const event of events.events) {
  if (event.kind === 'CashTransferred' && event.cause === 'help')
    console.log(`Uncle gives ${event.to} ${event.amount}`);
  if (event.kind === 'AgentDefaulted') console.log(`${event.agent} defaults, short of ${event.shortfall}`);
}
