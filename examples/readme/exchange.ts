import { bestTrade, type ExchangeAgentInput, runRounds } from '@bagehot/exchange';
import { createExchange, type ExchangeEvent } from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';

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

// The same three in three corners of a grid: they look around, walk, meet, trade and part.
const corners = [
  { ...baker, x: 0, y: 0 },
  { ...vintner, x: 3, y: 0 },
  { ...weaver, x: 0, y: 3 },
];
const events = createEventLog<ExchangeEvent>();
const exchange = createExchange({ side: 4, rules: { goods, regime: 'mixed' }, agents: corners }, { events });
exchange.run(60);
console.log(`${events.events.filter(({ kind }) => kind === 'ExchangeTrade').length} trades`); // 18 trades
console.log(`the mint has given ${exchange.ledger.cash('mint').times(-1)}`); // the mint has given 30
