import { createQuote, type OutsideQuanta, outsideQuanta, type QuoteQuanta } from '@bagehot/kernel/quanta';
import type { BucketSettings, Settings } from './settings.js';

/** Looks on while a market works and never changes it. */
export interface Audit {
  /** A quote was made. */
  quoted(day: number, desk: Desk): void;
  /** A ticket is about to change hands at a price; `inside` the dealer's own book. */
  trading(day: number, desk: Desk, ticket: number, inside: boolean, side: 'BUY' | 'SELL', price: bigint): void;
  /** It has. */
  traded(day: number, desk: Desk, ticket: number, from: number, to: number, inside: boolean): void;
  /** A ticket aged into another bucket, whatever its market makers did. */
  aged(day: number, ticket: number): void;
  /** One issuer settled. */
  settled(day: number, issuer: number, due: bigint, paid: bigint, payments: readonly bigint[]): void;
  /** A step of the day ended: everything must add up. */
  checkpoint(day: number, step: 'aged' | 'traded' | 'settled' | 'closed'): void;
}

/** One bucket's market makers: their accounts, the outside anchors, the shelf count and the quote that follows from them. Quanta per ticket. */
export class Desk {
  /** Place in bucket order. */
  readonly index: number;
  readonly settings: BucketSettings;
  /** Ledger agents. */
  readonly dealer: number;
  readonly vbt: number;
  /** Outside anchors M and O of the bucket's value-based trader. */
  mid: bigint;
  spread: bigint;
  /** The outside quotes in force, and whose they are. */
  outside: OutsideQuanta;
  bidBy: number;
  askBy: number;
  /** Tickets on the dealer's home shelf, when `counted`. */
  tickets = 0;
  counted = false;
  /** The quote, when `quoted`. */
  readonly quote: QuoteQuanta = createQuote();
  quoted = false;
  /** A dealer that left trade: its bucket passes everything through. */
  closed = false;
  /** Tickets the value-based trader has sold more than it bought, by order flow. */
  netSold = 0;

  constructor(index: number, settings: BucketSettings, market: Settings, dealer: number, vbt: number) {
    this.index = index;
    this.settings = settings;
    this.dealer = dealer;
    this.vbt = vbt;
    this.mid = settings.mid;
    this.spread = settings.spread;
    this.outside = outsideOf(market, settings.mid, settings.spread);
    this.bidBy = vbt;
    this.askBy = vbt;
  }

  /** Moves the anchors and with them the outside quotes. */
  setAnchors(market: Settings, mid: bigint, spread: bigint): void {
    this.mid = mid;
    this.spread = spread;
    this.outside = this.ownOutside(market);
    this.quoted = false;
  }

  /** The quote of a dealer that has left trade: nothing but the outside quotes. */
  passThrough(): void {
    const { quote, outside } = this;
    quote.bid = quote.executionBid = outside.bid;
    quote.ask = quote.executionAsk = outside.ask;
    quote.equity = 0n;
    quote.maxFundableTickets = 0n;
    quote.bidPinned = quote.askPinned = true;
    quote.guarded = quote.askFloored = false;
    quote.canBuy = quote.canSell = false;
  }

  /** The value-based trader's own quotes, from its anchors alone. */
  ownOutside(market: Settings): OutsideQuanta {
    return outsideOf(market, this.mid, this.spread);
  }
}

function outsideOf(market: Settings, mid: bigint, spread: bigint): OutsideQuanta {
  return outsideQuanta(mid, spread, market.clipBidAtZero, market.parCap ? market.ticketSize : undefined);
}
