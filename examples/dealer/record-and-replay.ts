/** Records who came to a random market, and replays it without any randomness: the same log, to the last event. */
import {
  createDealerSimulation,
  type DealerEvent,
  type OrderFlow,
  type OrderScript,
  randomOrderFlow,
  recordOrderFlow,
  scriptedOrderFlow,
} from '@bagehot/dealer';
import { createEventLog, createRandom, plainEvent } from '@bagehot/kernel';

const names = Array.from({ length: 100 }, (_, k) => `H${k + 1}`);

export function logOf(orderFlow: OrderFlow): string {
  const events = createEventLog<DealerEvent>();
  const market = createDealerSimulation(
    {
      traders: names.map((id, k) => ({ id, cash: k % 5 })),
      debts: names.map((debtor, k) => ({
        debtor,
        creditor: names[(k + 1) % names.length] as string,
        amount: 4,
        dueDay: 2 + (k % 12),
      })),
    },
    { random: createRandom(11), events, orderFlow },
  );
  while (market.runDay() === 'active');
  return JSON.stringify(events.events.map(plainEvent));
}

const recorder = recordOrderFlow(randomOrderFlow({ sellProbability: '0.6', maxArrivals: 10 }));
export const recorded: string = logOf(recorder);
export const script: OrderScript = recorder.script();
const arrivals = [...script.values()].reduce((count, day) => count + day.length, 0);
console.log(`${arrivals} arrivals on ${script.size} days recorded`);
console.log(`replayed: the same log? ${logOf(scriptedOrderFlow(script)) === recorded}`);
