/** Two people, what each asks and bids, and the block they trade: by barter, for money, and by three ways to find it. */
import { allTrades, bestTrade, type ExchangeAgentInput, quotesOf, type Trade } from '@bagehot/exchange';

const goods = ['apples', 'bread'];
const tastes = { type: 'cobb_douglas', params: { aapples: 0.5, abread: 0.5 } };
export const ada: ExchangeAgentInput = { id: 1, inventory: { apples: 9, bread: 1, M: 20 }, utility: tastes };
export const ben: ExchangeAgentInput = { id: 2, inventory: { apples: 2, bread: 8, M: 20 }, utility: tastes };

function say({ pairType, sellerId, dX, dY, sellerGain, buyerGain }: Trade): string {
  const [sold, paid] = pairType.split('<->');
  const seller = sellerId === ada.id ? 'Ada' : 'Ben';
  return `${seller} gives ${dX} ${sold} for ${dY} ${paid}; gains ${sellerGain.toFixed(3)}, the other ${buyerGain.toFixed(3)}`;
}

for (const [name, agent] of Object.entries({ Ada: ada, Ben: ben })) {
  const quote = quotesOf(agent, { goods }).get('apples<->bread');
  console.log(`${name} sells apples from ${quote?.ask.toFixed(2)} and buys up to ${quote?.bid.toFixed(2)} bread`);
}

export const barter: Trade | null = bestTrade(ada, ben, { goods });
export const every: readonly Trade[] = allTrades(ada, ben, { goods, regime: 'mixed' });
for (const trade of every) console.log(say(trade));

export const found: readonly (Trade | null)[] = ['minimum', 'maximum', 'nash'].map((tradeExecutionMode) =>
  bestTrade(ada, ben, { goods, params: { tradeExecutionMode } }),
);
for (const trade of found) if (trade !== null) console.log(say(trade));
