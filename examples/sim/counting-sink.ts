/** Looks on while a ring runs: a sink that counts events by kind and keeps none of them. */
import type { EventSink } from '@bagehot/kernel';
import { generateRing } from '@bagehot/ring';
import { createEconomy, type RunResult, type SimEvent, secondaryMarket, simulate } from '@bagehot/sim';

export const counts: Map<string, number> = new Map();
const counter: EventSink<SimEvent> = {
  emit: ({ kind }) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
};

const economy = createEconomy({ seed: 42, sinks: [counter], keepEvents: false });
const params = { agents: 50, maturityDays: 8, kappa: 2, mu: '0.5', totalDebt: 5000 };
const world = generateRing(params, economy.random.stream('ring'));
const dealers = secondaryMarket(economy, { maxArrivals: 'all', block: 'shortfall' });
export const result: RunResult = simulate(economy, world, { maxDays: 30, phases: [dealers] });

for (const kind of ['Trade', 'DealerQuote', 'PayableSettled', 'AgentDefaulted'])
  console.log(`${kind}: ${counts.get(kind) ?? 0}`);
console.log(`metrics agree: ${counts.get('Trade') === result.metrics.totalTrades}`);
console.log(`events kept: ${economy.events.events.length} of ${economy.eventCount}`);
