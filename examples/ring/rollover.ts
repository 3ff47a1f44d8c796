/** Debts that are issued again as soon as they are paid: the creditor lends the money back for another term. */
import {
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';
import { createRing, type RingEvent, type RingWorld, runRing } from '@bagehot/ring';

const world: RingWorld = {
  agents: ['Ada', 'Ben'],
  cash: { Ada: 100 },
  payables: [{ debtor: 'Ada', creditor: 'Ben', amount: 100, dueDay: 1, maturityDistance: 2 }],
};

export const ledger: Ledger = createLedger({ moneyDecimals: 0 });
const contracts = createContracts(ledger);
export const events: EventLog<RingEvent> = createEventLog();
const rules = { rollover: 'full-face' } as const;
const ring = createRing(world, { ledger, contracts, random: createRandom(1), events, rules });
const outcome = runRing(ring, { maxDays: 6 });

for (const { day, debtor, creditor, cashTransferred, newDueDay } of events.of('PayableRolledOver'))
  console.log(`day ${day}: ${creditor} lends ${debtor} ${cashTransferred} again until day ${newDueDay}`);
console.log(
  `${outcome}: Ada has ${ledger.cash('Ada')} and owes ${contracts.owedBy('Ada').map(({ amount }) => amount)}`,
);
