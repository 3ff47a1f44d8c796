import type { EventBase, EventSink } from '../events.js';
import type { Ledger } from './ledger.js';

/**
 * A sink whose events keep their place between the movements of a running transaction: they are passed on when it commits and forgotten when it rolls
 * back. Outside a transaction they are passed on at once.
 */
export function committed<E extends EventBase>(ledger: Pick<Ledger, 'defer'>, sink: EventSink<E>): EventSink<E> {
  const pass = (event: E): void => sink.emit(event);
  return {
    emit(event: E): void {
      ledger.defer(pass, event);
    },
  };
}
