import { type AgentId, type BucketId, type DecimalInput, decimal } from '@bagehot/kernel';
import type { Bucket } from './bucket.js';

/** Outside mid and spread of one bucket, per unit of face, and how they answer to losses. */
export interface AnchorConfig {
  /** M: what the value-based traders think a unit of face is worth. */
  readonly mid: DecimalInput;
  /** O: their ask minus their bid. */
  readonly spread: DecimalInput;
  /** φ_M of this bucket. @defaultValue that of `anchorUpdate` */
  readonly midSensitivity?: DecimalInput;
  /** φ_O of this bucket. @defaultValue that of `anchorUpdate` */
  readonly spreadSensitivity?: DecimalInput;
}

/** How losses move the anchors: M falls by φ_M times the loss rate, O grows by φ_O times the loss rate, both per unit of face. */
export interface AnchorUpdateConfig {
  /** φ_M. @defaultValue 1 */
  readonly midSensitivity?: DecimalInput;
  /** φ_O. @defaultValue 0.6 */
  readonly spreadSensitivity?: DecimalInput;
  /** O_min, per unit of face: the spread never falls below it. @defaultValue 0 */
  readonly minSpread?: DecimalInput;
}

/**
 * The rules of a market. Prices and anchors are per unit of face here; the engine multiplies them by the ticket size once (dealer specification, section 1).
 * Defaults are those of section 16.
 */
export interface DealerMarketConfig {
  /** S: face of one ticket. @defaultValue 1 */
  readonly ticketSize?: DecimalInput;
  /** Shortest first. @defaultValue DEFAULT_BUCKETS */
  readonly buckets?: readonly Bucket[];
  /** One per bucket, by its id. @defaultValue DEFAULT_ANCHORS when the buckets are the default ones */
  readonly anchors?: Readonly<Record<BucketId, AnchorConfig>> | ReadonlyMap<BucketId, AnchorConfig>;
  /** How losses move anchors. */
  readonly anchorUpdate?: AnchorUpdateConfig;
  /** Whether losses move anchors at all. @defaultValue true */
  readonly anchorUpdates?: boolean;
  /** M_min, per unit of face: at or below it the dealer only passes through. @defaultValue 0.02 */
  readonly guardMid?: DecimalInput;
  /** No outside bid below 0, no mid below 0 after losses. @defaultValue true */
  readonly clipBidAtZero?: boolean;
  /** No price above face. @defaultValue false */
  readonly parCap?: boolean;
  /** Whether tickets can be traded on their maturity day. @defaultValue true */
  readonly tradeMaturing?: boolean;
  /**
   * Where a value-based trader's money comes from when it has too little: it may owe (`overdraw`), is given what is missing (`outside`,
   * `CapitalInjected`), or has to refuse (`funded`). @defaultValue 'overdraw'
   */
  readonly vbtFunding?: 'overdraw' | 'outside' | 'funded';
  /**
   * Legacy, for reruns of the published experiment: `minted` makes what customers get for a sale and destroys what they pay, and market makers pay nothing, not
   * even one another. Tickets are whole claims then, and a dealer's cash only limits how many of them it quotes for. @defaultValue 'ledger'
   */
  readonly money?: 'ledger' | 'minted';
  /** What a dealer does that cannot pay for a ticket that ages into its bucket: lay it off to the bucket's value-based trader, or owe. @defaultValue 'layoff' */
  readonly overdraft?: 'layoff' | 'allow';
  /** A seller sells one ticket, or as many as its shortfall needs. @defaultValue 'one' */
  readonly block?: 'one' | 'shortfall';
  /** A purchase must leave the buyer what it owes today and so many days after; `null` turns the rule off. @defaultValue 0 */
  readonly reserveHorizonDays?: number | null;
  /** A buyer that holds tickets buys only of issuers it holds already. @defaultValue true */
  readonly singleIssuer?: boolean;
  /** Whom a buyer without tickets buys of: the issuer of the next ticket, or of one drawn among the deliverable. @defaultValue 'calendar' */
  readonly issuerDraw?: 'calendar' | 'proportional';
  /** Buyers pass by buckets whose dealer would pass them through. @defaultValue false */
  readonly skipPinned?: boolean;
  /** Sales at a price of 0 or less are executed instead of refused. @defaultValue false */
  readonly acceptNonPositive?: boolean;
  /** Before the order flow sellers and buyers are paired at the dealer's quotes. @defaultValue false */
  readonly crossing?: boolean;
  /** ψ: how far a value-based trader that has sold more than it bought raises its ask. @defaultValue 0 */
  readonly flowSensitivity?: DecimalInput;
  /** A dealer quotes on its cash less what it owes today. @defaultValue false */
  readonly reserveDealerDues?: boolean;
  /** Whether traders buy at all; without it they only sell. @defaultValue true */
  readonly buying?: boolean;
  /** H of the default eligibility: a buyer's next debt is at least so many days away. @defaultValue 3 */
  readonly horizonDays?: number;
  /** A buyer has more money than this. @defaultValue 1 */
  readonly cashBuffer?: DecimalInput;
  /** h: a shortfall may lie so many days ahead. @defaultValue 0 */
  readonly sellHorizonDays?: number;
  /** What a trader will receive before a debt is due lessens its shortfall. @defaultValue false */
  readonly countInflows?: boolean;
  /** Probability that an arrival wants to sell, with up to 9 decimals. @defaultValue 0.5 */
  readonly sellProbability?: DecimalInput;
  /** N_max: arrivals a day, or `all` for as many as were eligible when the session opened. @defaultValue 3 */
  readonly maxArrivals?: number | 'all';
  /** Names of the market makers' accounts. @defaultValue `dealer_<bucket>` and `vbt_<bucket>` */
  readonly accountNames?: {
    /** The dealer's account. */
    readonly dealer: (bucket: BucketId) => AgentId;
    /** The value-based trader's account. */
    readonly vbt: (bucket: BucketId) => AgentId;
  };
  /** Whether each arrival is logged. @defaultValue false */
  readonly logArrivals?: boolean;
  /**
   * Laws C1 to C6 are tested at each event (`throw`: the first broken one throws, `collect`: they are listed in `violations`) or not at all.
   * `event` is `throw` by another name. @defaultValue 'off'
   */
  readonly checks?: 'off' | 'event' | 'throw' | 'collect';
}

/** Anchors of the default buckets per unit of face: dealer specification, section 16. */
export const DEFAULT_ANCHORS: ReadonlyMap<BucketId, AnchorConfig> = new Map([
  ['short', { mid: decimal(1), spread: decimal('0.20') }],
  ['mid', { mid: decimal(1), spread: decimal('0.30') }],
  ['long', { mid: decimal(1), spread: decimal('0.40') }],
]);
