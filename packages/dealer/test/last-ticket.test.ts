import type { DealerEvent, DealerSimulation, OrderFlow, OrderQueue } from '@bagehot/dealer';
import { createEventLog, type EventLog } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { open, ticket, traders } from './example-market.js';

/** H1 owes a ticket on day 6, has no money, and its only ticket matures on day 2. Nobody has money to buy it. */
function lastTicket(
  tradeMaturing: boolean,
  orderFlow?: OrderFlow,
): { readonly simulation: DealerSimulation; readonly log: EventLog<DealerEvent> } {
  const log = createEventLog<DealerEvent>();
  const simulation = open(
    {
      traders: traders({ H1: 0, H2: 0, H3: 0 }),
      tickets: [ticket('last', 'H2', 'H1', 2), ticket('debt', 'H1', 'H3', 6)],
      tradeMaturing,
      sellHorizonDays: 5,
      horizonDays: 3,
      vbtFunding: 'funded',
      vbts: 0,
      sellProbability: 1,
      maxArrivals: 'all',
      logArrivals: true,
    },
    { events: log, ...(orderFlow === undefined ? {} : { orderFlow }) },
  );
  return { simulation, log };
}

/** A flow that brings nobody and writes down who could have come. */
function onlooker(): { readonly flow: OrderFlow; readonly sellers: (readonly string[])[] } {
  const sellers: (readonly string[])[] = [];
  const next = (queue: OrderQueue): undefined => {
    sellers.push(queue.sellers);
  };
  return { flow: { bounded: true, next }, sellers };
}

describe('a trader short of money whose last ticket matures today', () => {
  it.each([
    [false, [['H1'], [], []]],
    [true, [['H1'], ['H1'], []]],
  ])('is no eligible seller any more, unless maturing tickets are traded: %s', (tradeMaturing, expected) => {
    const { flow, sellers } = onlooker();
    const { simulation } = lastTicket(tradeMaturing, flow);
    for (let day = 1; day <= 3; day++) {
      expect(simulation.tickets('H1')).toHaveLength(day <= 2 ? 1 : 0);
      simulation.runDay();
      expect(simulation.shortfall('H1').toFixed()).toBe('1');
    }
    expect(sellers).toEqual(expected);
  });

  it.each([
    [false, [1]],
    [true, [1, 2]],
  ])('is not drawn for an order, unless maturing tickets are traded: %s', (tradeMaturing, days) => {
    const { simulation, log } = lastTicket(tradeMaturing);
    for (let day = 1; day <= 3; day++) simulation.runDay();
    expect(log.of('Arrival').map(({ day, agent }) => [day, agent])).toEqual(days.map((day) => [day, 'H1']));
    expect(log.of('OrderRejected').map(({ day, reason }) => [day, reason])).toEqual(
      days.map((day) => [day, 'unaffordable']),
    );
  });
});
