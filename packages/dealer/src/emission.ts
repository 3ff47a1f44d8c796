import type { EventSink } from '@bagehot/kernel';
import { BucketUpdated, Rebucketed } from './bucket-events.js';
import { CapitalInjection } from './capital-event.js';
import type { Desk } from './desk.js';
import type { Naming } from './event-naming.js';
import type { CapitalInjectedEvent, DealerEvent, DealerQuoteEvent, RebucketEvent } from './events.js';
import { DealerQuoted } from './quote-event.js';
import { OrderRejection, Traded, type TradedQuanta } from './trade-event.js';
import type { RejectionReason, Side } from './trade-result.js';

/** Makes events for the sink, or nothing at all when there is none. */
export class Emission {
  readonly naming: Naming;
  readonly #sink: EventSink<DealerEvent> | undefined;

  constructor(naming: Naming, sink: EventSink<DealerEvent> | undefined) {
    this.naming = naming;
    this.#sink = sink;
  }

  /** Whether anybody listens: work for events only is skipped otherwise. */
  get isOn(): boolean {
    return this.#sink !== undefined;
  }

  /** An event made by the caller. */
  emit(event: DealerEvent): void {
    this.#sink?.emit(event);
  }

  bucketUpdated(day: number, ticket: number, from: number, to: number, stranded: boolean): void {
    if (this.#sink !== undefined) this.#sink.emit(new BucketUpdated(this.naming, day, ticket, from, to, stranded));
  }

  rebucketed(
    day: number,
    ticket: number,
    from: number,
    to: number,
    price: bigint,
    holderType: RebucketEvent['holderType'],
  ): void {
    if (this.#sink !== undefined)
      this.#sink.emit(new Rebucketed(this.naming, day, ticket, from, to, price, holderType));
  }

  /** The desk's quote as it stands. */
  quoted(day: number, phase: DealerQuoteEvent['phase'], desk: Desk, ticketSize: bigint): void {
    if (this.#sink === undefined) return;
    const { quote, outside, tickets, index } = desk;
    const capacity = quote.maxFundableTickets * ticketSize;
    const { bid, ask } = quote;
    const quoted = { bid, ask, outsideBid: outside.bid, outsideAsk: outside.ask, tickets, capacity };
    this.#sink.emit(new DealerQuoted(this.naming, day, phase, index, quoted));
  }

  traded(day: number, trade: TradedQuanta): void {
    if (this.#sink !== undefined) this.#sink.emit(new Traded(this.naming, day, trade));
  }

  rejected(day: number, side: Side, trader: number, reason: RejectionReason): void {
    if (this.#sink !== undefined) this.#sink.emit(new OrderRejection(this.naming, day, side, trader, reason));
  }

  injected(day: number, agent: number, amount: bigint, reason: CapitalInjectedEvent['reason']): void {
    if (this.#sink !== undefined) this.#sink.emit(new CapitalInjection(this.naming, day, agent, amount, reason));
  }
}
