/** What does not hold between the modes: six statements that one would like to be true, each with a market in which it is not. */
import {
  createAgent,
  createSpatialEconomy,
  type FinancingAgent,
  type MarketRound,
  type MarketRoundResult,
  marketRoundResult,
  type RoundCompleted,
  runMarketRound,
  type SpatialAgentInput,
} from '@bagehot/financing';
import { createEventLog, type Decimal, pow, sum } from '@bagehot/kernel';

/** Agents 1, 2, 3 from lines such as "wants 0.5 0.5, has 3 1 at home, carries 2 0": one number per good. */
function people(...lines: readonly string[]): readonly FinancingAgent[] {
  const numbers = (text = ''): readonly string[] => text.match(/[0-9.]+/g) ?? [];
  return lines.map((line, row) => {
    const [wants, has, carries] = line.split(',');
    return createAgent({ id: row + 1, alpha: numbers(wants), home: numbers(has), personal: numbers(carries) });
  });
}

const MODES = ['PERSONAL', 'TOTAL_WEALTH'];

/** A figure of one round, under PERSONAL and under TOTAL_WEALTH. */
function compare(
  agents: readonly FinancingAgent[],
  figure: (round: MarketRound) => Decimal | number | undefined,
  travelCost = 0,
): string {
  return MODES.map((mode) => places(figure(runMarketRound(agents, { mode, travelCost })))).join(' against ');
}

/** The rounds with trade of a run, under PERSONAL and under TOTAL_WEALTH. */
function runs(
  agents: readonly SpatialAgentInput[],
  width: number,
  maxRounds: number,
): readonly (readonly MarketRoundResult[])[] {
  return MODES.map((mode) => {
    const events = createEventLog<RoundCompleted>();
    createSpatialEconomy({ agents, grid: { width, height: 2 }, mode, loadFraction: 0, maxRounds }, { events }).run();
    return events.events.map(({ market }) => marketRoundResult(market)).filter(({ clearing }) => clearing !== null);
  });
}

function places(amount: Decimal | number | undefined): string {
  return Number(amount).toFixed(3);
}

// C3. The first, who carries too little to pay with, competes with the third once it may pay with what is at home.
const crowded = people(
  'wants 0.3 0.7, has 3 2 at home, carries 1 1',
  'wants 0 1, has 0 4 at home, carries 3 2',
  'wants 1 0, has 2 0 at home, carries 2 2',
);
console.log(`C3 an agent's gap: ${compare(crowded, ({ clearing }) => clearing?.agents[2]?.liquidityGap[0])}`);

// C4. The first leaves at home what it buys, so on the next trip less of it is carried.
const hoarding = people(
  'wants 0.7 0.3, has 5 4 at home, carries 0 0',
  'wants 0.2 0.8, has 0 7 at home, carries 0 0',
  'wants 0.8 0.2, has 5 1 at home, carries 0 0',
).map((agent, row): SpatialAgentInput => ({ ...agent, homePosition: [0, 0], loadFraction: row === 0 ? 0 : 1 }));
const gaps = runs(hoarding, 2, 3).map(([, second]) => second?.clearing?.goods[1]?.liquidityGap);
console.log(`C4 a good's gap on the second trip: ${gaps.map(places).join(' against ')}`);

// C5. The third comes a round later. By then trade has made good 1 dearer, and the gap is worth more.
const late = people(
  'wants 1 0, has 2 0 at home, carries 1 1',
  'wants 0.2 0.8, has 4 0 at home, carries 1 0',
  'wants 0 1, has 4 3 at home, carries 0 4',
).map((agent, row): SpatialAgentInput => ({ ...agent, homePosition: row === 2 ? [0, 0] : [2, 0] }));
const values = runs(late, 6, 2).map((run) => sum(run.flatMap(({ clearing }) => clearing?.liquidityGapValue ?? [])));
console.log(`C5 the gap's value over a run: ${values.map(places).join(' against ')}`);

// C6. Requested purchases less requested sales are least where nobody may finance anything.
const unfinanced = people('wants 0.1 0.9, has 0 3 at home, carries 2 0', 'wants 0.4 0.6, has 4 3 at home, carries 2 3');
const imbalance = ({ clearing }: MarketRound): number => {
  const requested = clearing?.agents.map(
    ({ requestedBuys: [buy], requestedSells: [sell] }) => Number(buy) - Number(sell),
  );
  return Math.max(0, requested?.reduce((all, each) => all + each, 0) ?? 0);
};
console.log(`C6 the imbalance of orders: ${compare(unfinanced, imbalance)}`);

// C9. The first has come a long way and would sell more than it buys; PERSONAL does not let it.
const travelled = people(
  'wants 0.4 0.6, has 0 0 at home, carries 3 1',
  'wants 0.5 0.5, has 0 0 at home, carries 0 4',
).map((agent, row) => createAgent({ ...agent, tripDistance: row === 0 ? 2 : 0 }));
const sale = compare(travelled, ({ clearing }) => clearing?.agents[0]?.executedSells[0], 1);
console.log(`C9 a sale where everybody carries all there is: ${sale}`);

// C13. Rationing fills a bundle lopsidedly: the second wanted much of good 2 and little of good 0, and gets some of good 0.
const lopsided = people(
  'wants 0.1 0.7 0.2, has 0 3 1 at home, carries 4 2 4',
  'wants 0.3 0.1 0.6, has 3 0 4 at home, carries 3 1 2',
  'wants 0.7 0.1 0.2, has 2 1 4 at home, carries 2 2 4',
);
const utilityOfSecond = ([, agent]: readonly FinancingAgent[]): number | undefined =>
  agent?.alpha.reduce(
    (all, weight, g) => all * pow(Number(agent.home[g]) + Number(agent.personal[g]), Number(weight)),
    1,
  );
const after = compare(lopsided, ({ agents }) => utilityOfSecond(agents));
console.log(`C13 somebody's utility: ${places(utilityOfSecond(lopsided))} before the market, ${after} after it`);
