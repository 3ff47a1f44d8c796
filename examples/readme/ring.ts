import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import { createRing, generateRing, type RingEvent, ringMetrics, runRing } from '@bagehot/ring';

const random = createRandom(42);
const ledger = createLedger({ moneyDecimals: 0 });
const contracts = createContracts(ledger);
const events = createEventLog<RingEvent>();

const params = { agents: 100, maturityDays: 10, kappa: 4, mu: '0.5', totalDebt: 10_000 };
const world = generateRing(params, random.stream('ring'));
const ring = createRing(world, { ledger, contracts, random, events });
console.log(runRing(ring, { maxDays: 30 })); // stable
console.log(ringMetrics(events.events).summary.totalDue.toString()); // 10000
console.log(ringMetrics(events.events).defaultRate.toFixed(4));
