import type {
  AgentId,
  Anchors,
  BucketId,
  ContractRegister,
  Day,
  DealerQuote,
  Decimal,
  EventSink,
  Ledger,
  OutsideQuote,
  RandomSource,
} from '@bagehot/kernel';
import type { EligibilityRule } from './eligibility.js';
import type { DealerEvent } from './events.js';
import type { OrderFlow } from './order-flow.js';
import type { Ticket, TicketBook } from './ticket.js';
import type { Side } from './trade-result.js';
import type { TraderView } from './trader-view.js';

/** Port: how a dealer quotes. The default is the kernel's `quoteDealer`. Law: a pure function of its arguments. */
export interface DealerPricing {
  /** The quotes of a dealer with so many tickets of its bucket and so much cash, inside these outside quotes. */
  quote(bucket: BucketId, ticketCount: number, cash: Decimal, outside: OutsideQuote): DealerQuote;
}

/** Port: which ticket a seller gives up, and which bucket a buyer goes to. The default is the shortest, then the lowest serial; the first that can deliver. */
export interface TicketChoice {
  /** The ticket the trader gives up, one of its own; undefined when it has none to sell. One that may not be traded today, as it is due, counts as none. */
  toSell(view: TraderView, trader: AgentId): Ticket | undefined;
  /** The bucket it buys from; undefined when none can deliver. */
  bucketToBuy(view: TraderView, trader: AgentId): BucketId | undefined;
}

/** Port: a trader's last word on a trade. A refusal is `OrderRejected` with the reason `risk`. */
export interface RiskPolicy {
  /** Does the trader agree to buy or sell this ticket at this price? Money per ticket size. */
  accepts(side: Side, ticket: Ticket, price: Decimal, view: TraderView, trader: AgentId): boolean;
}

/** Outside quotes with the accounts that stand behind them. */
export interface OutsideOffer extends OutsideQuote {
  readonly bidBy: AgentId;
  readonly askBy: AgentId;
}

/** What a bucket's own value-based trader has to say. Money per ticket. */
export interface OwnOutside {
  readonly anchors: Anchors;
  /** What it would quote if nobody else did. */
  readonly quote: OutsideQuote;
  readonly vbt: AgentId;
  readonly day: Day;
  /** Can it pay its own bid? */
  readonly canPay: boolean;
  /** Does it have a ticket of the bucket that trades today? */
  readonly canDeliver: boolean;
  /** Does somebody else have one? From now on that one's tickets are kept as a shelf. @throws KernelError `UNKNOWN_AGENT` */
  delivers(agent: AgentId): boolean;
}

/**
 * Port: whose outside quotes count, for the dealers' own quotes, for orders that are passed through, and for forced sales. The default is the bucket's value-based
 * trader on both sides; tickets that age into another bucket go at that trader's mid in any case.
 *
 * Laws: quotes lie on the money grid, and no bid above the ask, and with `parCap` none above the ticket's face (else `INVARIANT_VIOLATED`); the accounts named are on the ledger and are no traders. Asked each
 * time a quote is made, so the answer may follow money and tickets, but it changes nothing. A source that hands back the own quote changes no byte.
 *
 * @see one-economy specification, sections 6 and 15; {@link backedOutside}
 */
export interface OutsideSource {
  /** Whose quotes the bucket's dealer stands inside today. */
  quote(bucket: BucketId, own: OwnOutside): OutsideOffer;
  /**
   * Does whoever bids outside buy this ticket? The same again for the same ticket, which is only read. The value-based trader's own bid counts for a ticket that somebody else turns away. The default is yes.
   */
  takes?(ticket: Ticket, bidBy: AgentId): boolean;
  /**
   * A quote that the bucket's dealer made from this answer is told: at the opening of a session, after a trade in it, at the close of the day. Called just before the event.
   */
  told?(bucket: BucketId, day: Day, offer: OutsideOffer): void;
}

/** What a market stands on. All but ledger, tickets and random have defaults. */
export interface DealerPorts {
  readonly ledger: Ledger;
  /** Made by `createTicketBook` or `windowTickets`. */
  readonly tickets: TicketBook;
  readonly random: RandomSource;
  /** Where dues come from when tickets are a window on contracts; without it traders owe their tickets. */
  readonly contracts?: ContractRegister;
  /** Gets every event, in order, inside the transaction it belongs to. */
  readonly events?: EventSink<DealerEvent>;
  readonly pricing?: DealerPricing;
  readonly eligibility?: EligibilityRule;
  readonly orderFlow?: OrderFlow;
  readonly ticketChoice?: TicketChoice;
  readonly risk?: RiskPolicy;
  readonly outside?: OutsideSource;
  /**
   * All a trader may settle with, in quanta, by ledger index (integers, because it is asked for every trader every day). The default is its cash.
   */
  readonly money?: (agent: number) => bigint;
}
