/** A hundred agents, a dealer per bucket, an order flow of one's own. */
import { DEFAULT_BUCKETS, type OrderFlow } from '@bagehot/dealer';
import { generateRing } from '@bagehot/ring';
import { createEconomy, secondaryMarket, simulate } from '@bagehot/sim';

// A market of my own: whoever must sell goes in turn, and nobody buys.
const panic: OrderFlow = {
  next: ({ sellers }) => (sellers[0] === undefined ? undefined : { side: 'SELL', trader: sellers[0] }),
};

const economy = createEconomy({ seed: 42 });
const world = generateRing(
  { agents: 100, maturityDays: 10, kappa: '0.5', concentration: 1, mu: '0.5', totalDebt: 10_000 },
  economy.random.stream('ring'),
);
const dealers = secondaryMarket(
  economy,
  {
    ticketSize: 1,
    buckets: DEFAULT_BUCKETS,
    anchors: { short: { mid: 1, spread: '0.20' }, mid: { mid: 1, spread: '0.30' }, long: { mid: 1, spread: '0.40' } },
    dealerShare: '0.25',
    vbtShare: '0.50',
  },
  { orderFlow: panic },
);
const { metrics } = simulate(economy, world, { maxDays: 30, phases: [dealers] });

console.log(`defaults ${metrics.defaultRate.toFixed(4)} after ${economy.events.of('Trade').length} trades`);
