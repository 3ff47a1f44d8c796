import type {
  AgentId,
  Anchors,
  BucketId,
  Day,
  DealerQuote,
  Decimal,
  DecimalInput,
  OutsideQuote,
  TicketId,
} from '@bagehot/kernel';
import type { AuditRecord } from './auditor.js';
import type { Bucket } from './bucket.js';
import type { SessionOptions } from './session.js';
import type { DealerMarketSnapshot } from './snapshot.js';
import type { Ticket } from './ticket.js';
import type { TradeResult } from './trade-result.js';

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
  /** The outside quotes in force, money per ticket. @throws DealerError `UNKNOWN_BUCKET` */
  outside(bucket: BucketId): OutsideQuote;
  /** Outside mid and spread of the bucket's value-based trader, money per ticket. @throws DealerError `UNKNOWN_BUCKET` */
  anchors(bucket: BucketId): Anchors;
  /** A dealer's or value-based trader's tickets: those of its own bucket, and others, which no quote counts. */
  shelf(marketMaker: AgentId): { readonly home: readonly Ticket[]; readonly other: readonly Ticket[] };
  /** The bucket whose label a ticket carries. @throws DealerError `UNKNOWN_TICKET` */
  bucketOf(ticket: TicketId): BucketId;
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
   * @throws DealerError `DAY_PASSED`, `SCRIPT_MISMATCH`
   */
  runSession(day: Day, traders: readonly AgentId[], options?: SessionOptions): readonly TradeResult[];
  /** Step 7: moves the outside anchors by the day's loss rates (24 decimals). Buckets left out lost nothing. @throws DealerError `UNKNOWN_BUCKET` */
  observeLosses(day: Day, lossRates: ReadonlyMap<BucketId, Decimal>): void;
  /** Step 8: posts the quotes after settlement and losses. */
  postClosingQuotes(day: Day): void;
  /** Money for a market maker from outside the economy (`CapitalInjected`, reason `capital`). Nothing at 0. */
  endow(day: Day, marketMaker: AgentId, amount: DecimalInput): void;
  /** A dealer sells its lowest tickets at the outside bid until it has raised this much, or nobody pays. */
  layOff(day: Day, dealer: AgentId, amount: DecimalInput): readonly TradeResult[];
  /** Cash and tickets at their buckets' mids, less what the market maker owes. */
  equity(marketMaker: AgentId): Decimal;
  /** The dealer has left trade: its bucket passes everything through, and its shelf stays where it is. */
  close(dealer: AgentId): void;
  /** Broken laws, when `checks` is `collect`. */
  readonly violations: readonly AuditRecord[];
  /** The market as plain JSON, for `createDealerMarket` to go on from; ledger and tickets have snapshots of their own. */
  snapshot(): DealerMarketSnapshot;
}
