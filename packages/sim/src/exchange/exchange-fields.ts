import type { AgentSnapshot } from '@bagehot/exchange/spatial';
import type { EventBase } from '@bagehot/kernel';

/** Record names of an exchange's fields that are not simply in snake_case. */
export const exchangeRecordAliases: Readonly<Record<string, string>> = { dX: 'dX', dY: 'dY' };

/** An event as JSON can have it: there are no infinite numbers, so an unlimited quote is the text `Infinity`. */
export function finiteEvent(event: EventBase): EventBase {
  if (event.kind !== 'AgentSnapshot') return event;
  const { quotes } = event as AgentSnapshot;
  if (quotes.every(Number.isFinite)) return event;
  return { ...event, quotes: quotes.map((quote) => (Number.isFinite(quote) ? quote : String(quote))) } as EventBase;
}
