import { createExchange, type ExchangeEvent } from '@bagehot/exchange/spatial';
import { createEventLog } from '@bagehot/kernel';
import { expect, it } from 'vitest';

it('an agent forages where a partner promises no more than that', () => {
  // The quotes overlap by 3 - 1 = 2 B for an A; a unit of B is worth vB to the one with the lower id.
  const paired = (vB: number): readonly unknown[] => {
    const log = createEventLog<ExchangeEvent>();
    const agents = [
      { id: 1, x: 0, y: 0, inventory: { B: 9 }, utility: { type: 'linear', params: { vA: 3 * vB, vB } } },
      { id: 2, x: 1, y: 0, inventory: { A: 9 }, utility: { type: 'linear', params: { vA: 1, vB: 1 } } },
    ];
    const resources = [{ x: 0, y: 1, good: 'B', amount: 1 }];
    const exchange = createExchange({ side: 2, rules: { params: { beta: 1 } }, agents, resources }, { events: log });
    exchange.runTick();
    return [log.of('Paired').length, log.of('Harvested').map(({ agent }) => agent)];
  };
  expect(paired(1)).toEqual([1, []]);
  expect(paired(2)).toEqual([0, [1]]);
  expect(paired(4)).toEqual([0, [1]]);
});
