import type { BucketId, Day, Decimal, TicketId } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { bucketName, type Naming } from './event-naming.js';
import type { BucketUpdateEvent, RebucketEvent } from './events.js';

/** {@link BucketUpdateEvent} of indices. */
export class BucketUpdated implements BucketUpdateEvent {
  readonly kind = 'BucketUpdate';
  readonly day: Day;
  readonly #naming: Naming;
  readonly #ticket: number;
  readonly #from: number;
  readonly #to: number;
  readonly stranded?: true;

  constructor(naming: Naming, day: Day, ticket: number, from: number, to: number, stranded: boolean) {
    this.day = day;
    this.#naming = naming;
    this.#ticket = ticket;
    this.#from = from;
    this.#to = to;
    if (stranded) this.stranded = true;
  }
  get ticket(): TicketId {
    return this.#naming.window.nameOf(this.#ticket);
  }
  get oldBucket(): BucketId {
    return bucketName(this.#naming, this.#from);
  }
  get newBucket(): BucketId {
    return bucketName(this.#naming, this.#to);
  }
  plain(): BucketUpdateEvent {
    const { kind, day, ticket, oldBucket, newBucket, stranded } = this;
    return { kind, day, ticket, oldBucket, newBucket, ...(stranded === undefined ? {} : { stranded }) };
  }
}

/** {@link RebucketEvent} of indices and quanta. */
export class Rebucketed implements RebucketEvent {
  readonly kind = 'Rebucket';
  readonly day: Day;
  readonly holderType: RebucketEvent['holderType'];
  readonly #naming: Naming;
  readonly #ticket: number;
  readonly #from: number;
  readonly #to: number;
  readonly #price: bigint;

  constructor(
    naming: Naming,
    day: Day,
    ticket: number,
    from: number,
    to: number,
    price: bigint,
    holderType: RebucketEvent['holderType'],
  ) {
    this.day = day;
    this.holderType = holderType;
    this.#naming = naming;
    this.#ticket = ticket;
    this.#from = from;
    this.#to = to;
    this.#price = price;
  }
  get ticket(): TicketId {
    return this.#naming.window.nameOf(this.#ticket);
  }
  get oldBucket(): BucketId {
    return bucketName(this.#naming, this.#from);
  }
  get newBucket(): BucketId {
    return bucketName(this.#naming, this.#to);
  }
  get price(): Decimal {
    return toDecimal(this.#naming.grid, this.#price);
  }
  plain(): RebucketEvent {
    const { kind, day, ticket, oldBucket, newBucket, price, holderType } = this;
    return { kind, day, ticket, oldBucket, newBucket, price, holderType };
  }
}
