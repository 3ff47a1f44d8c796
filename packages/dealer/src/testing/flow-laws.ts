import { brokenLaw, lawText } from '@bagehot/kernel/testing';
import type { Order, OrderFlow, OrderQueue } from '../order-flow.js';
import { type DealerLawOptions, playMarket, sameItems, tryOnMarkets } from './market-laws.js';
import type { OracleScenario } from './oracle/scenario.js';

/** How the laws of an order flow are tried. Switch off what the flow does not promise. */
export interface OrderFlowLawOptions extends DealerLawOptions {
  /**
   * A flow made anew on some day goes on as one that was there before, as it has to when a run is resumed from a snapshot.
   *
   * @defaultValue true
   */
  readonly resumable?: boolean;
}

/** Orders of a day at most, many times more than there is to trade. */
const MOST_ORDERS = 5000;

/**
 * The laws of an order flow. Each order is of a trader that is eligible on its side; the queue is only read; a flow that says so ends by itself, after 5,000 orders a day at most; draws come from the
 * stream given, so that the same market has the same orders; yesterday is not remembered; a market under it keeps its invariants.
 *
 * @param create - makes a new flow, as for a new run
 * @throws Error telling the law, and the smallest market found that breaks it
 * @example
 * checkOrderFlow(() => randomOrderFlow({ sellProbability: '0.5', maxArrivals: 'all' }));
 */
export function checkOrderFlow(create: () => OrderFlow, options: OrderFlowLawOptions = {}): void {
  const { resumable = true } = options;
  tryOnMarkets(options, (scenario) => {
    const orders = ordersOf(scenario, create());
    const again = ordersOf(scenario, create());
    if (lawText(orders) !== lawText(again)) throw brokenLaw('the same market has the same orders', orders, again);
    if (!resumable) return;
    const resumed = ordersOf(scenario, newEveryDay(create));
    if (lawText(orders) !== lawText(resumed))
      throw brokenLaw('a flow made anew in the morning has the same orders', orders, resumed);
  });
}

/** Runs a market under a flow and lists its orders. */
function ordersOf(scenario: OracleScenario, flow: OrderFlow): readonly string[] {
  const orders: string[] = [];
  const orderFlow: OrderFlow = {
    ...(flow.bounded === undefined ? {} : { bounded: flow.bounded }),
    next(queue, random) {
      if (queue.arrival > MOST_ORDERS)
        throw brokenLaw('a bounded flow ends by itself', `${MOST_ORDERS} orders on day ${queue.day}`);
      const shown: OrderQueue = { ...queue, sellers: [...queue.sellers], buyers: [...queue.buyers] };
      const order = flow.next(shown, random);
      if (!sameItems(shown.sellers, queue.sellers) || !sameItems(shown.buyers, queue.buyers))
        throw brokenLaw('the queue is only read', shown, queue);
      if (order !== undefined) checkOrder(queue, order);
      orders.push(`day ${queue.day}: ${order === undefined ? 'no more' : `${order.trader} ${order.side}`}`);
      return order;
    },
    observe(queue, order, results) {
      const told = [...results];
      flow.observe?.(queue, order, told);
      if (!sameItems(told, results)) throw brokenLaw('what became of an order is only read', told, results);
    },
  };
  playMarket(scenario, () => ({ orderFlow }));
  return orders;
}

function checkOrder({ sellers, buyers }: OrderQueue, { side, drawn, trader }: Order): void {
  for (const each of [side, ...(drawn === undefined ? [] : [drawn])])
    if (each !== 'SELL' && each !== 'BUY') throw brokenLaw('an order is SELL or BUY', each);
  const eligible = side === 'SELL' ? sellers : buyers;
  if (!eligible.includes(trader))
    throw brokenLaw('an order is of a trader that is eligible on its side', `${trader} ${side}`, eligible);
}

/** Another flow each day. */
function newEveryDay(create: () => OrderFlow): OrderFlow {
  let flow = create();
  let day = -1;
  return {
    ...(flow.bounded === undefined ? {} : { bounded: flow.bounded }),
    next(queue, random) {
      if (queue.day !== day) flow = create();
      day = queue.day;
      return flow.next(queue, random);
    },
    observe: (queue, order, results) => flow.observe?.(queue, order, results),
  };
}
