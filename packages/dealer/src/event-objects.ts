import {
  type AgentId,
  type BucketId,
  type ContractId,
  type Day,
  type Decimal,
  decimal,
  type TicketId,
} from '@bagehot/kernel';
import { type Accounts, type MoneyGrid, type TicketWindow, toDecimal } from '@bagehot/kernel/quanta';
import type {
  BucketUpdateEvent,
  CapitalInjectedEvent,
  DealerQuoteEvent,
  OrderRejectedEvent,
  RebucketEvent,
  TradeEvent,
} from './events.js';
import { contractOf } from './ticket.js';
import type { RejectionReason, Side } from './trade-result.js';

// Events hold indices and quanta; names and decimals are made when somebody reads them, which for most events of a long run is never.
// `plain()` gives the event as plain data.

/** What turns indices and quanta into names and decimals. */
export interface Naming {
  readonly accounts: Accounts;
  readonly window: TicketWindow;
  readonly buckets: readonly { readonly id: BucketId }[];
  readonly grid: MoneyGrid;
}

function bucketName({ buckets }: Naming, bucket: number): BucketId {
  return (buckets[bucket] as { readonly id: BucketId }).id;
}

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

/** What a trade was, in indices and quanta. */
export interface TradedQuanta {
  readonly side: Side;
  readonly trader: number;
  readonly ticket: number;
  readonly bucket: number;
  readonly price: bigint;
  /** The price times the ticket's face in ticket sizes. */
  readonly amount: bigint;
  readonly dealer: number;
  /** The other party of a pass-through, -1 inside. */
  readonly outside: number;
  readonly bidBefore: bigint;
  readonly askBefore: bigint;
  readonly inventoryAfter: number;
  readonly layoff: boolean;
}

/** {@link TradeEvent} of indices and quanta. */
export class Traded implements TradeEvent {
  readonly kind = 'Trade';
  readonly day: Day;
  readonly #naming: Naming;
  readonly #trade: TradedQuanta;

  constructor(naming: Naming, day: Day, trade: TradedQuanta) {
    this.day = day;
    this.#naming = naming;
    this.#trade = trade;
  }
  /** The trade in indices and quanta: for folds of this package, which need no names. */
  get quanta(): TradedQuanta {
    return this.#trade;
  }
  /** Face of the ticket, in quanta. */
  get faceQuanta(): bigint {
    return this.#naming.window.faceOf(this.#trade.ticket);
  }
  get side(): Side {
    return this.#trade.side;
  }
  get trader(): AgentId {
    return this.#naming.accounts.nameOf(this.#trade.trader);
  }
  get ticket(): TicketId {
    return this.#naming.window.nameOf(this.#trade.ticket);
  }
  get bucket(): BucketId {
    return bucketName(this.#naming, this.#trade.bucket);
  }
  get price(): Decimal {
    return toDecimal(this.#naming.grid, this.#trade.price);
  }
  get isPassThrough(): boolean {
    return this.#trade.outside >= 0;
  }
  get dealer(): AgentId {
    return this.#naming.accounts.nameOf(this.#trade.dealer);
  }
  get vbt(): AgentId | undefined {
    return this.#trade.outside < 0 ? undefined : this.#naming.accounts.nameOf(this.#trade.outside);
  }
  get contract(): ContractId | undefined {
    return contractOf(this.#naming.window, this.#trade.ticket);
  }
  get quantity(): Decimal {
    const { window } = this.#naming;
    return decimal(window.faceOf(this.#trade.ticket).toString()).div(window.ticketSize.toString());
  }
  get amount(): Decimal {
    return toDecimal(this.#naming.grid, this.#trade.amount);
  }
  get quoteBefore(): TradeEvent['quoteBefore'] {
    const { grid } = this.#naming;
    return { bid: toDecimal(grid, this.#trade.bidBefore), ask: toDecimal(grid, this.#trade.askBefore) };
  }
  get inventoryAfter(): number {
    return this.#trade.inventoryAfter;
  }
  get route(): 'Layoff' | undefined {
    return this.#trade.layoff ? 'Layoff' : undefined;
  }
  plain(): TradeEvent {
    const {
      kind,
      day,
      side,
      trader,
      ticket,
      bucket,
      price,
      isPassThrough,
      dealer,
      vbt,
      contract,
      quantity,
      amount,
      quoteBefore,
      inventoryAfter,
      route,
    } = this;
    return {
      kind,
      day,
      side,
      trader,
      ticket,
      bucket,
      price,
      isPassThrough,
      dealer,
      ...(vbt === undefined ? {} : { vbt }),
      ...(contract === undefined ? {} : { contract }),
      quantity,
      amount,
      quoteBefore,
      inventoryAfter,
      ...(route === undefined ? {} : { route }),
    };
  }
}

/** {@link OrderRejectedEvent} of an index. */
export class OrderRejection implements OrderRejectedEvent {
  readonly kind = 'OrderRejected';
  readonly day: Day;
  readonly side: Side;
  readonly reason: RejectionReason;
  readonly #naming: Naming;
  readonly #trader: number;

  constructor(naming: Naming, day: Day, side: Side, trader: number, reason: RejectionReason) {
    this.day = day;
    this.side = side;
    this.reason = reason;
    this.#naming = naming;
    this.#trader = trader;
  }
  get trader(): AgentId {
    return this.#naming.accounts.nameOf(this.#trader);
  }
  plain(): OrderRejectedEvent {
    const { kind, day, side, trader, reason } = this;
    return { kind, day, side, trader, reason };
  }
}

/** {@link CapitalInjectedEvent} of indices and quanta. */
export class CapitalInjection implements CapitalInjectedEvent {
  readonly kind = 'CapitalInjected';
  readonly day: Day;
  readonly reason: CapitalInjectedEvent['reason'];
  readonly #naming: Naming;
  readonly #agent: number;
  readonly #amount: bigint;

  constructor(naming: Naming, day: Day, agent: number, amount: bigint, reason: CapitalInjectedEvent['reason']) {
    this.day = day;
    this.reason = reason;
    this.#naming = naming;
    this.#agent = agent;
    this.#amount = amount;
  }
  get agent(): AgentId {
    return this.#naming.accounts.nameOf(this.#agent);
  }
  get amount(): Decimal {
    return toDecimal(this.#naming.grid, this.#amount);
  }
  plain(): CapitalInjectedEvent {
    const { kind, day, agent, amount, reason } = this;
    return { kind, day, agent, amount, reason };
  }
}
