/** A regime of one's own: neighbours barter, strangers pay. */
import {
  createExchangeRegistry,
  type ExchangeAgentInput,
  type ExchangeRegistry,
  MONEY,
  pairType,
  type RegimeDefinition,
  type RoundsOutcome,
  runRounds,
} from '@bagehot/exchange';

/** Ids of the same ten live in the same street. */
const street = (id: number): number => Math.floor(id / 10);

export const neighbourly: RegimeDefinition = {
  name: 'neighbourly',
  pairs: (goods) => [
    ...goods.flatMap((x, k) => goods.slice(k + 1).map((y) => pairType(x, y))),
    ...goods.map((good) => pairType(good, MONEY)),
  ],
  select: 'best',
  // Some of `pairs`, in their order, and the same for (i, j) and (j, i).
  gate(i, j) {
    const isNear = street(i.id) === street(j.id);
    return [...i.quotes.keys()].filter((name) => name.endsWith(`<->${MONEY}`) !== isNear);
  },
};

export const registry: ExchangeRegistry = createExchangeRegistry().regime(neighbourly);

const utility = { type: 'ces', params: { rho: 0.5, wA: 1, wB: 1 } };
const people: readonly ExchangeAgentInput[] = [
  { id: 10, inventory: { A: 9, B: 1, M: 30 }, utility },
  { id: 11, inventory: { A: 2, B: 7, M: 30 }, utility },
  { id: 20, inventory: { A: 7, B: 0, M: 30 }, utility },
  { id: 21, inventory: { A: 0, B: 6, M: 30 }, utility },
];

export const outcome: RoundsOutcome = runRounds(people, { regime: 'neighbourly', registry });
for (const { pairType, sellerId, buyerId, dX, dY } of outcome.trades.flat())
  console.log(`${sellerId} and ${buyerId}: ${dX} for ${dY} (${pairType})`);
