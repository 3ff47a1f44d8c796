import type { AgentId, Anchors, BucketId, Day, DealerQuote, Decimal, DecimalInput, TicketId } from '@bagehot/kernel';
import type { AuditRecord } from './auditor.js';
import type { Bucket } from './bucket.js';
import type { OutsideOffer } from './ports.js';
import type { SessionOptions } from './session.js';
import type { DealerMarketSnapshot } from './snapshot.js';
import type { Ticket } from './ticket.js';
import type { TradeResult } from './trade-result.js';

/** What somebody would get for the ticket it would sell first. */
export interface TicketBid {
  readonly ticket: Ticket;
  /** Money for the ticket. */
  readonly amount: Decimal;
}

/** A dealer market on a ledger. Days are given by whoever drives it; money is the ledger's, tickets are the book's. */
export interface DealerMarket {
  /** The day reached, -1 before the first. */
  readonly day: Day;
  readonly buckets: readonly Bucket[];
  /** Accounts of the dealers, in bucket order. */
  readonly dealers: ReadonlyMap<BucketId, AgentId>;
  /** Accounts of the value-based traders, in bucket order. */
  readonly vbts: ReadonlyMap<BucketId, AgentId>;
  /** The quote in force, money per ticket. @throws DealerError `UNKNOWN_BUCKET` */
  quote(bucket: BucketId): DealerQuote;
  /** The outside quotes in force, money per ticket, and whose they are. @throws DealerError `UNKNOWN_BUCKET` */
  outside(bucket: BucketId): OutsideOffer;
  /** Outside mid and spread of the bucket's value-based trader, money per ticket. @throws DealerError `UNKNOWN_BUCKET` */
  anchors(bucket: BucketId): Anchors;
  /** A dealer's or value-based trader's tickets: those of its own bucket, and others, which no quote counts. */
  shelf(marketMaker: AgentId): { readonly home: readonly Ticket[]; readonly other: readonly Ticket[] };
  /** The bucket whose label a ticket carries. @throws DealerError `UNKNOWN_TICKET` */
  bucketOf(ticket: TicketId): BucketId;
  /**
   * What the trader would get now for the ticket it would sell first; `undefined` when it has none, or nobody pays. For those who weigh a sale against a loan.
   *
   * @throws DealerError `DAY_PASSED`
   */
  bidFor(day: Day, trader: AgentId): TicketBid | undefined;
  /**
   * A direct order: the trader sells this ticket, whether eligible or not.
   *
   * @throws DealerError `UNKNOWN_TICKET`, `NOT_OWNER`, `DAY_PASSED`
   */
  sell(day: Day, trader: AgentId, ticket: TicketId): TradeResult;
  /**
   * A direct order: the trader buys in this bucket, of one issuer or exactly one ticket if asked for.
   *
   * @throws DealerError `UNKNOWN_BUCKET`, `UNKNOWN_TICKET`, `DAY_PASSED`
   */
  buy(
    day: Day,
    trader: AgentId,
    bucket: BucketId,
    options?: { readonly issuer?: AgentId; readonly ticket?: TicketId },
  ): TradeResult;
  /**
   * Steps 2 to 5 of the trading day: cuts new contracts, ages and rebuckets, quotes, finds who may trade, runs the order flow.
   *
   * A `late` session is a further one of a day that has had its first: nothing is cut or ages, nobody buys, and arrivals are drawn from `dealer/flow-late/<day>`.
   *
   * @throws DealerError `DAY_PASSED`, `SCRIPT_MISMATCH`
   */
  runSession(day: Day, traders: readonly AgentId[], options?: SessionOptions): readonly TradeResult[];
  /** Step 7: moves the outside anchors by the day's loss rates (24 decimals). Buckets left out lost nothing. @throws DealerError `UNKNOWN_BUCKET` */
  observeLosses(day: Day, lossRates: ReadonlyMap<BucketId, Decimal>): void;
  /** Step 8: posts the quotes after settlement and losses. */
  postClosingQuotes(day: Day): void;
  /** Money for a market maker from outside the economy (`CapitalInjected`, reason `capital`). Nothing at 0. */
  endow(day: Day, marketMaker: AgentId, amount: DecimalInput): void;
  /**
   * Forced sales: the dealer sells its tickets, lowest serial first, each at the outside bid of its bucket, until it has raised this much or has none that trade
   * today. It stops at a ticket for which nobody pays. Quotes are made anew after each; a closed dealer sells nothing.
   *
   * @throws DealerError `UNKNOWN_DEALER`, `DAY_PASSED`
   * @see one-economy specification, section 5
   */
  layOff(day: Day, dealer: AgentId, amount: DecimalInput): readonly TradeResult[];
  /** Cash and tickets at their buckets' mids M, less all that the market maker owes, whenever it is due. */
  equity(marketMaker: AgentId): Decimal;
  /**
   * The dealer leaves trade for good, after its default: its bucket trades as if it had no ticket and no money, so that everything is passed through, and what would
   * be rebucketed to it goes to the bucket's value-based trader. What it has stays in its estate. Closing it twice is closing it once.
   *
   * @throws DealerError `UNKNOWN_DEALER`
   * @see one-economy specification, section 5
   */
  close(dealer: AgentId): void;
  /** Dealers that have left trade, in bucket order. */
  readonly closed: readonly AgentId[];
  /** Broken laws, when `checks` is `collect`. */
  readonly violations: readonly AuditRecord[];
  /** The market as plain JSON, for `createDealerMarket` to go on from; ledger and tickets have snapshots of their own. */
  snapshot(): DealerMarketSnapshot;
}
