/** A hundred agents who each owe the next one, and one unit of cash for four of debt. */
import { createContracts, createEventLog, createLedger, createRandom, type EventLog } from '@bagehot/kernel';
import { createRing, type GeneratedRing, generateRing, type RingEvent, ringMetrics, runRing } from '@bagehot/ring';

const random = createRandom(42);
const ledger = createLedger({ moneyDecimals: 0 });
const contracts = createContracts(ledger);
export const events: EventLog<RingEvent> = createEventLog();

export const world: GeneratedRing = generateRing(
  { agents: 100, maturityDays: 10, kappa: 4, mu: '0.5', totalDebt: 10_000 },
  random.stream('ring'),
);
const ring = createRing(world, { ledger, contracts, random, events });
const outcome = runRing(ring, { maxDays: 30 });

const { defaultRate, totalDefaults } = ringMetrics(events.events);
console.log(`${outcome} after ${ring.daysRun} days`);
console.log(`${totalDefaults} agents defaulted, on ${defaultRate.times(100).toFixed(1)} % of all debt`);
