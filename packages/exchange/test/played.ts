import type { Trade } from '@bagehot/exchange';
import { createExchange, type Exchange, type ExchangeConfig, type ExchangeEvent } from '@bagehot/exchange/spatial';

/** Ticks unless said otherwise. */
export const TICKS: number = 30;

/** An exchange and what it has told. */
export interface Played {
  readonly exchange: Exchange;
  readonly events: readonly ExchangeEvent[];
}

/** Plays an exchange in strict mode. */
export function play(config: ExchangeConfig, ticks: number = TICKS): Played {
  const events: ExchangeEvent[] = [];
  const exchange = createExchange(config, { events: { emit: (event) => void events.push(event) }, strict: true });
  exchange.run(ticks);
  return { exchange, events };
}

/** What happens, without what regimes say about themselves. */
export function happenings({ events }: Played): readonly ExchangeEvent[] {
  const kinds = ['ModeChanged', 'Paired', 'Unpaired', 'ExchangeTrade', 'Harvested', 'Regrown', 'LambdaUpdated'];
  return events.filter(({ kind }) => kinds.includes(kind));
}

/** The trades told. */
export function tradesOf({ events }: Played): readonly Trade[] {
  return events.flatMap((event) => (event.kind === 'ExchangeTrade' ? [event.trade] : []));
}
