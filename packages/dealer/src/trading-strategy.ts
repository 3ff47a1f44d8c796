import type { AgentId, EventBase, EventSink, TicketId } from '@bagehot/kernel';
import type { TradeEvent } from './events.js';
import { Traded } from './trade-event.js';

/**
 * What somebody has done in a market so far with tickets it held, in the words of the published study:
 * - `round_trip`: it has bought and sold one and the same ticket, in whichever order;
 * - `sell_before`: else, it has sold before maturity;
 * - `hold_to_maturity`: else, it has bought, and held what it bought;
 * - `no_trade`: it has neither bought nor sold.
 */
export type TradingStrategy = 'no_trade' | 'hold_to_maturity' | 'sell_before' | 'round_trip';

/** The strategies in the order of reports. */
export const TRADING_STRATEGIES: readonly TradingStrategy[] = [
  'no_trade',
  'hold_to_maturity',
  'sell_before',
  'round_trip',
];

/** A sink that knows what every customer has done; events of other packages may be among those it gets. */
export interface TradingStrategies extends EventSink<EventBase> {
  /** The strategy of an agent by the trades so far. */
  of(agent: AgentId): TradingStrategy;
}

/** Starts following who buys and sells. Keeps each customer's tickets, no events. A dealer's forced sale is nobody's strategy. */
export function createTradingStrategies(): TradingStrategies {
  return new StrategyFold();
}

/** Tickets by number when the events are the market's own, else by name. */
type TicketKey = number | TicketId;

interface Dealings {
  readonly bought: Set<TicketKey>;
  readonly sold: Set<TicketKey>;
  isRoundTrip: boolean;
}

class StrategyFold implements TradingStrategies {
  readonly #dealings: Map<AgentId, Dealings> = new Map();

  emit(event: EventBase): void {
    if (event.kind !== 'Trade') return;
    const trade = event as TradeEvent;
    if (trade.route === 'Layoff') return;
    const { trader } = trade;
    let own = this.#dealings.get(trader);
    if (own === undefined) {
      own = { bought: new Set(), sold: new Set(), isRoundTrip: false };
      this.#dealings.set(trader, own);
    }
    const ticket = trade instanceof Traded ? trade.quanta.ticket : trade.ticket;
    const [mine, other] = trade.side === 'BUY' ? [own.bought, own.sold] : [own.sold, own.bought];
    mine.add(ticket);
    if (other.has(ticket)) own.isRoundTrip = true;
  }

  of(agent: AgentId): TradingStrategy {
    const own = this.#dealings.get(agent);
    if (own === undefined) return 'no_trade';
    if (own.isRoundTrip) return 'round_trip';
    return own.sold.size > 0 ? 'sell_before' : 'hold_to_maturity';
  }
}
