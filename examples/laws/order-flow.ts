/** An order flow of one's own held to the laws of flows: six arrivals a day, sellers and buyers in turn, each drawn by lot. */
import type { OrderFlow } from '@bagehot/dealer';
import { checkOrderFlow } from '@bagehot/dealer/testing';

export const inTurn: OrderFlow = {
  bounded: true,
  next({ arrival, sellers, buyers }, random) {
    if (arrival > 6) return undefined;
    const side = arrival % 2 === 1 ? 'SELL' : 'BUY';
    const eligible = side === 'SELL' ? sellers : buyers;
    // The stream given is that of the day: the same day has the same arrivals, in a run that was resumed, too.
    return eligible.length === 0 ? undefined : { side, trader: random.pick(eligible) };
  },
};

checkOrderFlow(() => inTurn, { numRuns: 20 });
console.log('sellers and buyers in turn: a lawful flow');
