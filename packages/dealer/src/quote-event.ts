import type { BucketId, Day, Decimal } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { bucketName, type Naming } from './event-naming.js';
import type { DealerQuoteEvent } from './events.js';

/** Quanta of a quote as they stood. */
export interface QuotedQuanta {
  readonly bid: bigint;
  readonly ask: bigint;
  readonly outsideBid: bigint;
  readonly outsideAsk: bigint;
  readonly tickets: number;
  /** X* in quanta of face. */
  readonly capacity: bigint;
}

/** {@link DealerQuoteEvent} of indices and quanta. */
export class DealerQuoted implements DealerQuoteEvent {
  readonly kind = 'DealerQuote';
  readonly day: Day;
  readonly phase: DealerQuoteEvent['phase'];
  readonly inventory: number;
  readonly #naming: Naming;
  readonly #bucket: number;
  readonly #bid: bigint;
  readonly #ask: bigint;
  readonly #outsideBid: bigint;
  readonly #outsideAsk: bigint;
  readonly #capacity: bigint;

  constructor(naming: Naming, day: Day, phase: DealerQuoteEvent['phase'], bucket: number, quoted: QuotedQuanta) {
    this.day = day;
    this.phase = phase;
    this.inventory = quoted.tickets;
    this.#naming = naming;
    this.#bucket = bucket;
    this.#bid = quoted.bid;
    this.#ask = quoted.ask;
    this.#outsideBid = quoted.outsideBid;
    this.#outsideAsk = quoted.outsideAsk;
    this.#capacity = quoted.capacity;
  }
  /** Place of the bucket in bucket order: for folds of this package, which need no names. */
  get bucketIndex(): number {
    return this.#bucket;
  }
  /** X* in quanta of face. */
  get capacityQuanta(): bigint {
    return this.#capacity;
  }
  get bucket(): BucketId {
    return bucketName(this.#naming, this.#bucket);
  }
  get bid(): Decimal {
    return toDecimal(this.#naming.grid, this.#bid);
  }
  get ask(): Decimal {
    return toDecimal(this.#naming.grid, this.#ask);
  }
  get vbtBid(): Decimal {
    return toDecimal(this.#naming.grid, this.#outsideBid);
  }
  get vbtAsk(): Decimal {
    return toDecimal(this.#naming.grid, this.#outsideAsk);
  }
  get capacity(): Decimal {
    return toDecimal(this.#naming.grid, this.#capacity);
  }
  get isPinnedBid(): boolean {
    return this.#bid === this.#outsideBid;
  }
  get isPinnedAsk(): boolean {
    return this.#ask === this.#outsideAsk;
  }
  plain(): DealerQuoteEvent {
    const { kind, day, bucket, phase, bid, ask, vbtBid, vbtAsk, inventory, capacity, isPinnedBid, isPinnedAsk } = this;
    return { kind, day, bucket, phase, bid, ask, vbtBid, vbtAsk, inventory, capacity, isPinnedBid, isPinnedAsk };
  }
}
