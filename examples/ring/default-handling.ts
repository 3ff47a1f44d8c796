/** Ada cannot pay Ben, who needs that money for Cleo: one run stops at the first default, the other expels Ada and goes on. */
import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import { createRing, type RingEvent, type RingRules, type RingWorld, runRing } from '@bagehot/ring';

const world: RingWorld = {
  agents: ['Ada', 'Ben', 'Cleo', 'Dan'],
  cash: { Ada: 30, Ben: 70, Dan: 50 },
  payables: [
    { debtor: 'Ada', creditor: 'Ben', amount: 100, dueDay: 1 },
    { debtor: 'Ben', creditor: 'Cleo', amount: 120, dueDay: 2 },
    { debtor: 'Dan', creditor: 'Cleo', amount: 50, dueDay: 2 },
    { debtor: 'Ada', creditor: 'Dan', amount: 15, dueDay: 3 },
  ],
};

function run(rules: RingRules): void {
  const ledger = createLedger({ moneyDecimals: 0 });
  const events = createEventLog<RingEvent>();
  const contracts = createContracts(ledger);
  const ring = createRing(world, { ledger, contracts, random: createRandom(1), events, rules });
  const outcome = runRing(ring, { maxDays: 10 });

  console.log(`${rules.defaultHandling}: ${outcome}`);
  for (const { agent, shortfall, recoveryRate } of events.of('AgentDefaulted'))
    console.log(`  ${agent} is short of ${shortfall}, recovery rate ${recoveryRate.toFixed(4)}`);
  for (const { debtor, creditor, amount } of events.of('ObligationWrittenOff'))
    console.log(`  ${creditor} writes off ${amount} owed by ${debtor}`);
  if (ring.halt !== undefined)
    console.log(`  ${ring.halt.debtor} was short of ${ring.halt.shortfall} on day ${ring.halt.day}`);
  console.log(`  Cleo has ${ledger.cash('Cleo')}`);
}

run({ defaultHandling: 'fail-fast' });
run({ defaultHandling: 'expel-agent' });
