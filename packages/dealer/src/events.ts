import type { AgentId, BucketId, ContractId, Day, Decimal, EventBase, TicketId } from '@bagehot/kernel';
import type { RejectionReason, Route, Side } from './trade-result.js';

/** Opening position of one agent. */
export interface OpeningPosition {
  readonly agent: AgentId;
  readonly role: 'trader' | 'dealer' | 'vbt';
  readonly cash: Decimal;
}

/** A ticket as the log introduces it. */
export interface OpeningTicket {
  readonly ticket: TicketId;
  readonly issuer: AgentId;
  readonly owner: AgentId;
  readonly maturityDay: Day;
  /** Its label on day 0. */
  readonly bucket: BucketId;
}

/** Outside mid and spread of a bucket, money per ticket. */
export interface OpeningAnchors {
  readonly bucket: BucketId;
  readonly mid: Decimal;
  readonly spread: Decimal;
}

/** Day 0 of a stand-alone market: everything later events do not tell. */
export interface InitEvent extends EventBase {
  readonly kind: 'Init';
  readonly ticketSize: Decimal;
  readonly totalCash: Decimal;
  /** In canonical order: traders, dealers, value-based traders. */
  readonly positions: readonly OpeningPosition[];
  readonly tickets: readonly OpeningTicket[];
  readonly anchors: readonly OpeningAnchors[];
}

/** A day begins (dealer specification, section 12). */
export interface DayStartEvent extends EventBase {
  readonly kind: 'DayStart';
}

/** A ticket changed its label with age. */
export interface BucketUpdateEvent extends EventBase {
  readonly kind: 'BucketUpdate';
  readonly ticket: TicketId;
  readonly oldBucket: BucketId;
  readonly newBucket: BucketId;
  /** Present when the receiving bucket had no money for it: it stays with its owner, outside every book. */
  readonly stranded?: true;
}

/** A market maker's ticket moved on to the new bucket's market maker, against money. */
export interface RebucketEvent extends EventBase {
  readonly kind: 'Rebucket';
  readonly ticket: TicketId;
  readonly oldBucket: BucketId;
  readonly newBucket: BucketId;
  /** Mid of the receiving bucket. */
  readonly price: Decimal;
  readonly holderType: 'dealer' | 'vbt' | 'dealer-to-vbt';
}

/** Quotes of one bucket, money per ticket. */
export interface DealerQuoteEvent extends EventBase {
  readonly kind: 'DealerQuote';
  readonly bucket: BucketId;
  /** When: before the order flow, after a trade, after the day's losses. */
  readonly phase: 'open' | 'trade' | 'close';
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly vbtBid: Decimal;
  readonly vbtAsk: Decimal;
  /** Tickets on the home shelf. */
  readonly inventory: number;
  /** X*: face the dealer can carry. */
  readonly capacity: Decimal;
  readonly isPinnedBid: boolean;
  readonly isPinnedAsk: boolean;
}

/** One ticket changed hands. */
export interface TradeEvent extends EventBase {
  readonly kind: 'Trade';
  /** The customer's. */
  readonly side: Side;
  /** The customer. */
  readonly trader: AgentId;
  readonly ticket: TicketId;
  readonly bucket: BucketId;
  readonly price: Decimal;
  readonly isPassThrough: boolean;
  /** The bucket's dealer, who stands between the parties of a pass-through too. */
  readonly dealer: AgentId;
  /** The other party of a pass-through. */
  readonly vbt?: AgentId | undefined;
  readonly contract?: ContractId | undefined;
  /** Its face in ticket sizes: 1, but where whole claims are tickets. */
  readonly quantity: Decimal;
  /** Money that changed hands. */
  readonly amount: Decimal;
  readonly quoteBefore: { readonly bid: Decimal; readonly ask: Decimal };
  /** The dealer's tickets afterwards. */
  readonly inventoryAfter: number;
  /** Present on a dealer's forced sale. */
  readonly route?: Extract<Route, 'Layoff'> | undefined;
}

/** An order that came to nothing, and why; nothing has changed. */
export interface OrderRejectedEvent extends EventBase {
  readonly kind: 'OrderRejected';
  readonly side: Side;
  readonly trader: AgentId;
  readonly reason: RejectionReason;
}

/** What one holder got when an issuer settled. */
export interface Payout {
  readonly holder: AgentId;
  readonly face: Decimal;
  readonly amount: Decimal;
}

/** An issuer paid its tickets of the day in full (`Settlement`) or in part (`Default`). */
export interface SettlementEvent extends EventBase {
  readonly kind: 'Settlement' | 'Default';
  readonly issuer: AgentId;
  /** Tickets settled. */
  readonly ticketCount: number;
  readonly totalDue: Decimal;
  readonly totalPaid: Decimal;
  /** Paid over due, 24 decimals. */
  readonly recoveryRate: Decimal;
  /** In canonical order. */
  readonly payouts: readonly Payout[];
}

/** Losses moved a bucket's outside anchors, money per ticket. */
export interface AnchorUpdateEvent extends EventBase {
  readonly kind: 'VBTAnchorUpdate';
  readonly bucket: BucketId;
  readonly midBefore: Decimal;
  readonly midAfter: Decimal;
  readonly spreadBefore: Decimal;
  readonly spreadAfter: Decimal;
  /** 24 decimals. */
  readonly lossRate: Decimal;
}

/** Money from outside the economy for a market maker. */
export interface CapitalInjectedEvent extends EventBase {
  readonly kind: 'CapitalInjected';
  readonly agent: AgentId;
  readonly amount: Decimal;
  /** Opening capital, or a value-based trader that could not pay. */
  readonly reason: 'capital' | 'vbt';
}

/** One arrival of the order flow, logged on request. */
export interface ArrivalEvent extends EventBase {
  readonly kind: 'Arrival';
  /** 1 for the first of the day. */
  readonly n: number;
  readonly drawn: Side;
  readonly side: Side;
  readonly agent: AgentId;
}

/** Everything a market tells (dealer specification, section 12). */
export type DealerEvent =
  | InitEvent
  | DayStartEvent
  | BucketUpdateEvent
  | RebucketEvent
  | DealerQuoteEvent
  | TradeEvent
  | OrderRejectedEvent
  | SettlementEvent
  | AnchorUpdateEvent
  | CapitalInjectedEvent
  | ArrivalEvent;
