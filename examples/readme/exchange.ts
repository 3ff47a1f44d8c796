import { bestTrade, type ExchangeAgentInput, runRounds } from '@bagehot/exchange';

// A baker who wants wine, a vintner who wants cloth and a weaver who wants bread: nobody has what the one who wants his goods could give him.
const goods = ['bread', 'wine', 'cloth'];
const person = (id: number, has: string, wants: string): ExchangeAgentInput => ({
  id,
  inventory: { [has]: 6, M: 10 },
  utility: { type: 'linear', params: { vbread: 0.1, vwine: 0.1, vcloth: 0.1, [`v${has}`]: 1, [`v${wants}`]: 3 } },
});
const baker = person(1, 'bread', 'wine');
const vintner = person(2, 'wine', 'cloth');
const weaver = person(3, 'cloth', 'bread');
console.log(bestTrade(baker, vintner, { goods, regime: 'barter_only' })); // null

// Money is wanted by everybody.
const sale = bestTrade(baker, weaver, { goods, regime: 'money_only' });
console.log(`${sale?.dX} ${sale?.pairType} for ${sale?.dY}, worth ${sale?.totalSurplus}`); // 1 bread<->M for 2, worth 2

const { agents, rounds } = runRounds([baker, vintner, weaver], { goods, regime: 'mixed' });
console.log(`after ${rounds} rounds ${JSON.stringify(agents[0]?.inventory)}`); // after 18 rounds {"bread":0,"wine":6,"cloth":0,"M":10}
