import type { Day } from './identity.js';

/** What every event has: what happened and on which day. Events are facts in the past, emitted after the commit. */
export interface EventBase {
  /** Discriminates the package's event union. */
  readonly kind: string;
  readonly day: Day;
}

/** Port: somewhere events go. Law: receiving events never changes a run. */
export interface EventSink<E extends EventBase> {
  /** Takes the next event. */
  emit(event: E): void;
}

/** The events of a union that are of one kind; of an event of several kinds (`'Settlement' | 'Default'`) the part that is. */
export type EventOf<E extends EventBase, K extends E['kind']> = E extends EventBase
  ? K extends E['kind']
    ? E & { readonly kind: K }
    : never
  : never;

/** A sink that keeps every event, in order; an event's position is its sequence number. */
export interface EventLog<E extends EventBase> extends EventSink<E> {
  /** What came so far: a live list, not a copy. */
  readonly events: readonly E[];
  /** The events of one kind, in order. */
  of<K extends E['kind']>(kind: K): readonly EventOf<E, K>[];
}

/** An empty event log in memory. */
export function createEventLog<E extends EventBase>(): EventLog<E> {
  const events: E[] = [];
  return {
    events,
    emit(event: E): void {
      events.push(event);
    },
    of<K extends E['kind']>(kind: K): readonly EventOf<E, K>[] {
      return events.filter((event): event is E & EventOf<E, K> => event.kind === kind);
    },
  };
}

/** One sink that hands every event to all the given ones, in their order. */
export function tee<E extends EventBase>(...sinks: readonly EventSink<E>[]): EventSink<E> {
  return {
    emit(event: E): void {
      for (const sink of sinks) sink.emit(event);
    },
  };
}
