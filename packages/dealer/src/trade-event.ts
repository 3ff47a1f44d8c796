import {
  type AgentId,
  type BucketId,
  type ContractId,
  type Day,
  type Decimal,
  decimal,
  type TicketId,
} from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { bucketName, type Naming } from './event-naming.js';
import type { OrderRejectedEvent, TradeEvent } from './events.js';
import { contractOf } from './ticket.js';
import type { RejectionReason, Side } from './trade-result.js';

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
