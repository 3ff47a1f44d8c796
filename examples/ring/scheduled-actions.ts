/** Things that happen on a day of their own: a grant, a new debt, and a tax, which is an action that no list knows. */
import { createContracts, createEventLog, createLedger, createRandom, decimal, type EventLog } from '@bagehot/kernel';
import {
  type CustomAction,
  createRing,
  type RingEvent,
  type RingWorld,
  runRing,
  type ScheduledAction,
} from '@bagehot/ring';

const world: RingWorld = {
  agents: ['Ada', 'Ben', 'Crown'],
  cash: { Ada: 10 },
  payables: [{ debtor: 'Ada', creditor: 'Ben', amount: 40, dueDay: 2 }],
};

const tax: CustomAction = {
  name: 'tax',
  agents: ['Ben', 'Crown'],
  apply({ ledger, day }) {
    const amount = ledger.cash('Ben').times('0.25').round(2);
    if (amount.gt(0)) ledger.transfer({ day, kind: 'tax', asset: 'cash', from: 'Ben', to: 'Crown', amount });
  },
};
const schedule: readonly ScheduledAction[] = [
  { day: 1, action: { kind: 'mint_cash', to: 'Ada', amount: 30 } },
  { day: 1, action: { kind: 'create_payable', from: 'Ben', to: 'Crown', amount: decimal('12.50'), dueDay: 4 } },
  { day: 3, action: tax },
];

const ledger = createLedger({ moneyDecimals: 2 });
export const events: EventLog<RingEvent> = createEventLog();
const ring = createRing(world, {
  ledger,
  contracts: createContracts(ledger),
  random: createRandom(1),
  events,
  schedule,
});
console.log(runRing(ring, { maxDays: 10 }));
for (const { day, from, to, amount, cause } of events.of('CashTransferred'))
  console.log(`day ${day}: ${from} pays ${to} ${amount} (${cause})`);
