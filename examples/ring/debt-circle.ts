/** Three households without cash owe one another 10 in a circle: a disaster one by one, nothing at all when everybody pays at once. */
import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import { createRing, type RingEvent, type RingRules, type RingWorld, type RunOutcome, runRing } from '@bagehot/ring';

const circle: RingWorld = {
  agents: ['Ada', 'Ben', 'Cleo'],
  cash: {},
  payables: [
    { debtor: 'Ada', creditor: 'Ben', amount: 10, dueDay: 1 },
    { debtor: 'Ben', creditor: 'Cleo', amount: 10, dueDay: 1 },
    { debtor: 'Cleo', creditor: 'Ada', amount: 10, dueDay: 1 },
  ],
};

export const outcomes: Map<string, RunOutcome> = new Map();
for (const settlement of ['sequential', 'multipass', 'clearing'] satisfies RingRules['settlement'][]) {
  const ledger = createLedger({ moneyDecimals: 0 });
  const events = createEventLog<RingEvent>();
  const ring = createRing(circle, {
    ledger,
    contracts: createContracts(ledger),
    random: createRandom(1),
    events,
    rules: { settlement },
  });
  const outcome = runRing(ring, { maxDays: 10 });
  outcomes.set(settlement, outcome);
  console.log(
    `${settlement}: ${events.of('PayableSettled').length} debts paid, ${ring.defaulted().length} defaults, ${outcome}`,
  );
}
