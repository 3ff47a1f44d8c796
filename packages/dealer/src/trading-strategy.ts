import type { AgentId, EventBase, EventSink, TicketId } from '@bagehot/kernel';
import type { TradeEvent } from './events.js';
import { Traded } from './trade-event.js';
import type { Side } from './trade-result.js';

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
  /** A list: sellers sell by the hundred, and only a buyer makes anybody look into it. */
  readonly sold: TicketKey[];
  isRoundTrip: boolean;
}

class StrategyFold implements TradingStrategies {
  readonly #dealings: Map<AgentId, Dealings> = new Map();
  /** Whoever traded last, by its number on the ledger: trades of one customer come in blocks. */
  #last = -1;
  #dealingsOfLast: Dealings | undefined = undefined;

  emit(event: EventBase): void {
    if (event.kind !== 'Trade') return;
    if (event instanceof Traded) {
      const { side, trader, ticket, layoff } = event.quanta;
      if (layoff) return;
      if (trader !== this.#last || this.#dealingsOfLast === undefined) {
        this.#dealingsOfLast = this.#dealingsOf(event.trader);
        this.#last = trader;
      }
      note(this.#dealingsOfLast, side, ticket);
      return;
    }
    const { side, trader, ticket, route } = event as TradeEvent;
    if (route !== 'Layoff') note(this.#dealingsOf(trader), side, ticket);
  }

  of(agent: AgentId): TradingStrategy {
    const own = this.#dealings.get(agent);
    if (own === undefined) return 'no_trade';
    if (own.isRoundTrip) return 'round_trip';
    return own.sold.length > 0 ? 'sell_before' : 'hold_to_maturity';
  }

  #dealingsOf(trader: AgentId): Dealings {
    let own = this.#dealings.get(trader);
    if (own === undefined) {
      own = { bought: new Set(), sold: [], isRoundTrip: false };
      this.#dealings.set(trader, own);
    }
    return own;
  }
}

function note(own: Dealings, side: Side, ticket: TicketKey): void {
  if (side === 'SELL') {
    own.sold.push(ticket);
    if (own.bought.has(ticket)) own.isRoundTrip = true;
  } else {
    own.bought.add(ticket);
    if (own.sold.includes(ticket)) own.isRoundTrip = true;
  }
}
