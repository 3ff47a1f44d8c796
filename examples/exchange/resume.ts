/** A village put aside after tick 20, as text, and taken up again: the same ticks follow. */
import {
  createExchange,
  type ExchangeConfig,
  type ExchangeEvent,
  type ExchangeSnapshot,
} from '@bagehot/exchange/spatial';
import { createRandom } from '@bagehot/kernel';

const random = createRandom(7).stream('people');
const config: ExchangeConfig = {
  side: 9,
  rules: { regime: 'mixed', moneyMode: 'kkt_lambda', params: { spread: 0.02 } },
  agents: Array.from({ length: 12 }, (_, id) => ({
    id,
    x: random.nextInt(0, 8),
    y: random.nextInt(0, 8),
    inventory: { A: random.nextInt(0, 15), B: random.nextInt(0, 15), M: random.nextInt(20, 90) },
    utility: { type: 'cobb_douglas', params: { aA: 0.4, aB: 0.5 } },
  })),
  resources: [{ x: 4, y: 4, good: 'A', amount: 30 }],
};

let saved = '';
function ticksAfter20(snapshot?: ExchangeSnapshot): string {
  const events: ExchangeEvent[] = [];
  const exchange = createExchange(config, { events: { emit: (event) => void events.push(event) } }, snapshot);
  while (exchange.tick < 60) {
    exchange.runTick();
    if (exchange.tick === 20) saved = JSON.stringify(exchange.snapshot());
  }
  return events
    .filter(({ day }) => day >= 20)
    .map((event) => JSON.stringify(event))
    .join('\n');
}

export const whole: string = ticksAfter20();
export const resumed: string = ticksAfter20(JSON.parse(saved));
console.log(`resumed: the same events? ${resumed === whole}`);
