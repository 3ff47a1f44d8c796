/** Customers of two banks pay one another in deposits; in the evening the banks settle the net between them in reserves. */
import { createContracts, createEventLog, createLedger, createRandom, type EventLog } from '@bagehot/kernel';
import { createRing, type ExplicitWorld, type RingEvent, runRing } from '@bagehot/ring';

const world: ExplicitWorld = {
  agents: [
    { id: 'CB', kind: 'central_bank' },
    { id: 'North', kind: 'bank' },
    { id: 'South', kind: 'bank' },
    { id: 'Ada', kind: 'household' },
    { id: 'Ben', kind: 'household' },
  ],
  initialActions: [
    { kind: 'mint_reserves', to: 'North', amount: 25 },
    { kind: 'mint_cash', to: 'Ada', amount: 110 },
    { kind: 'mint_cash', to: 'Ben', amount: 100 },
    { kind: 'deposit_cash', customer: 'Ada', bank: 'North', amount: 110 },
    { kind: 'deposit_cash', customer: 'Ben', bank: 'South', amount: 100 },
    { kind: 'create_payable', from: 'Ada', to: 'Ben', amount: 80, dueDay: 1 },
    { kind: 'create_payable', from: 'Ben', to: 'Ada', amount: 60, dueDay: 1 },
    { kind: 'create_payable', from: 'Ada', to: 'Ben', amount: 30, dueDay: 2 },
  ],
};

const random = createRandom(1);
const ledger = createLedger({ moneyDecimals: 0 });
export const events: EventLog<RingEvent> = createEventLog();
const schedule = [{ day: 3, action: { kind: 'mint_reserves', to: 'North', amount: 25 } as const }];
const ring = createRing(world, { ledger, contracts: createContracts(ledger), random, events, schedule });
runRing(ring, { maxDays: 10 });

for (const event of events.events) {
  const { kind, day } = event;
  if (kind === 'ClientPayment')
    console.log(`day ${day}: ${event.payer} pays ${event.payee} ${event.amount} in deposits`);
  if (kind === 'InterbankCleared')
    console.log(`day ${day}: ${event.debtorBank} pays the net of ${event.amount} in reserves`);
  if (kind === 'InterbankOvernightCreated')
    console.log(`day ${day}: ${event.debtorBank} owes ${event.amount} overnight`);
  if (kind === 'PayableSettled')
    console.log(`day ${day}: ${event.debtor} has paid ${event.creditor} its ${event.amount}`);
}
