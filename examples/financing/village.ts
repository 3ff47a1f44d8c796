/** A village for forty rounds: people load half of what they own, walk to the market, trade and carry home what they got. */
import {
  createSpatialEconomy,
  type FinancingRun,
  generatePopulation,
  marketRoundResult,
  type RoundCompleted,
  type SpatialEconomy,
} from '@bagehot/financing';
import { createEventLog, createRandom, type EventLog } from '@bagehot/kernel';

const grid = { width: 9, height: 7, marketWidth: 1, marketHeight: 1 };
const agents = generatePopulation({ agents: 12, goods: 3, grid }, createRandom(42));

export interface Village {
  readonly economy: SpatialEconomy;
  readonly events: EventLog<RoundCompleted>;
  readonly run: FinancingRun;
}

/** Half of each stock goes along; a step of the way costs a hundredth of the numeraire. */
function village(mode: string): Village {
  const events = createEventLog<RoundCompleted>();
  const economy = createSpatialEconomy(
    { agents, grid, goods: ['grain', 'bread', 'beer'], mode, loadFraction: '0.5', travelCost: '0.01', maxRounds: 40 },
    { events },
  );
  return { economy, events, run: economy.run() };
}

export const villages: readonly Village[] = ['PERSONAL', 'TOTAL_WEALTH'].map(village);
for (const { events, run } of villages) {
  const markets = events.events.filter(({ market }) => market.clearing !== null);
  console.log(`${markets[0]?.mode}: ${run.reason} after ${run.rounds} rounds, ${markets.length} of them with a market`);
  for (const { round, market } of markets.slice(0, 3)) {
    const { clearing, equilibrium } = marketRoundResult(market);
    const prices = equilibrium.prices?.map((price) => price?.toFixed(3)).join(', ');
    console.log(`  round ${round}: prices ${prices}, the gap is worth ${clearing?.liquidityGapValue.toFixed(3)}`);
  }
}
