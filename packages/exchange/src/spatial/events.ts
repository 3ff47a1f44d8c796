import type { EventBase } from '@bagehot/kernel';
import type { Good } from '../goods.js';
import type { Mode } from '../matching.js';
import type { LambdaUpdate } from '../money-mode.js';
import type { Trade } from '../trade.js';

/** A cell of the grid. */
export type Cell = readonly [x: number, y: number];

/** Why two were paired. */
export type PairReason = 'mutual_consent' | 'fallback';

/** Why two are paired no longer: nothing to trade, one of them takes part no longer, or another mode. */
export type UnpairReason = 'trade_failed' | 'left' | `mode_switch_${Mode}_to_${Mode}`;

/** From this tick on agents may do something else. */
export interface ModeChanged extends EventBase {
  readonly kind: 'ModeChanged';
  readonly from: Mode;
  readonly to: Mode;
}

/** A tick is over. */
export interface TickState extends EventBase {
  readonly kind: 'TickState';
  readonly mode: Mode;
  readonly regime: string;
  /** Pair types that could be traded, in search order. */
  readonly activePairs: readonly string[];
}

/** Two agents will meet and trade until they can no longer. */
export interface Paired extends EventBase {
  readonly kind: 'Paired';
  /** The one who proposed comes first; under mutual consent the lower id. */
  readonly agents: readonly [number, number];
  readonly reason: PairReason;
  /** The score of the pair, discounted by its distance. */
  readonly discounted: number;
}

/** Two agents part. */
export interface Unpaired extends EventBase {
  readonly kind: 'Unpaired';
  /** The lower id first. */
  readonly agents: readonly [number, number];
  readonly reason: UnpairReason;
}

/** A trade has been carried out. */
export interface ExchangeTrade extends EventBase {
  readonly kind: 'ExchangeTrade';
  readonly trade: Trade;
  /** λ in force. */
  readonly sellerLambda: number;
  readonly buyerLambda: number;
  /** Where the one with the lower id stands. */
  readonly cell: Cell;
  /** What the buyer owes by, where not all was paid. */
  readonly contract?: string;
}

/** Somebody has taken goods from a cell. */
export interface Harvested extends EventBase {
  readonly kind: 'Harvested';
  readonly agent: number;
  readonly cell: Cell;
  readonly good: Good;
  readonly amount: number;
}

/** Goods have grown in a cell. */
export interface Regrown extends EventBase {
  readonly kind: 'Regrown';
  readonly cell: Cell;
  readonly good: Good;
  /** What has grown. */
  readonly amount: number;
  /** What is there now. */
  readonly left: number;
}

/** Somebody's marginal utility of money has been estimated anew. */
export interface LambdaUpdated extends EventBase, LambdaUpdate {
  readonly kind: 'LambdaUpdated';
  readonly agent: number;
}

/** A pairing that was not mutual has been ended: a bug of ours or of a port. */
export interface IntegrityRepaired extends EventBase {
  readonly kind: 'IntegrityRepaired';
  readonly agent: number;
  readonly partner: number;
}

/** An agent at the end of a tick; on day -1 at the beginning. */
export interface AgentSnapshot extends EventBase {
  readonly kind: 'AgentSnapshot';
  readonly agent: number;
  readonly cell: Cell;
  /** Holdings of the goods in declared order, then money in minor units. */
  readonly holdings: readonly number[];
  /** Of the goods alone. */
  readonly utility: number;
  readonly totalUtility: number;
  readonly utilityType: string;
  /** By pair type of the goods, in the order of the pair table: ask, bid, p_min and p_max in turn. */
  readonly quotes: readonly number[];
  /** The price of each good in money among those in sight who have it, as the estimate of λ takes it; null where there is none, or nobody estimates. */
  readonly perceivedPrices: readonly (number | null)[] | null;
  readonly lambda: number;
  readonly lambdaChanged: boolean;
  /** The shorter side of the thinnest good's market in sight at the start of the tick; null where no gate asks. */
  readonly liquidityDepth: number | null;
  /** Whether that opened barter; null where no gate asks. */
  readonly barterOpen: boolean | null;
  readonly partner: number | null;
  readonly targetAgent: number | null;
  readonly target: Cell | null;
}

/** What grows where at the end of a tick. */
export interface ResourceSnapshot extends EventBase {
  readonly kind: 'ResourceSnapshot';
  readonly cells: readonly { readonly cell: Cell; readonly good: Good; readonly amount: number }[];
}

/** Somebody has moved. */
export interface Moved extends EventBase {
  readonly kind: 'Moved';
  readonly agent: number;
  readonly from: Cell;
  readonly to: Cell;
}

/** What an agent does in this tick, after everybody has decided. */
export interface Decision extends EventBase {
  readonly kind: 'Decision';
  readonly agent: number;
  readonly mode: Mode;
  /** The partner it has or wanted first; null for none. */
  readonly partner: number | null;
  /** The discounted score of that partner; 0 for none. */
  readonly discounted: number;
  readonly targetType: 'trade' | 'forage' | 'idle';
  readonly target: Cell | null;
  /** Other agents in sight. */
  readonly neighbors: number;
  /** Partners it would have, itself being free. */
  readonly alternatives: number;
  readonly claimed: Cell | null;
  readonly isPaired: boolean;
  readonly isCommitted: boolean;
}

/** A partner an agent would have. */
export interface PreferenceRanked extends EventBase {
  readonly kind: 'PreferenceRanked';
  readonly agent: number;
  readonly partner: number;
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  readonly discounted: number;
  readonly distance: number;
  /** The pair type that the score comes from; null where a score of one's own does not say. */
  readonly pairType: string | null;
}

/** Two agents who have met have looked for something to trade. */
export interface TradeAttempted extends EventBase {
  readonly kind: 'TradeAttempted';
  /** The lower id first. */
  readonly agents: readonly [number, number];
  /** What they have traded; null when there was nothing. */
  readonly trade: Trade | null;
}

/** What an exchange on a grid tells; `day` is the tick. */
export type ExchangeEvent =
  | ModeChanged
  | TickState
  | Paired
  | Unpaired
  | ExchangeTrade
  | Harvested
  | Regrown
  | LambdaUpdated
  | IntegrityRepaired
  | AgentSnapshot
  | ResourceSnapshot
  | Moved
  | Decision
  | PreferenceRanked
  | TradeAttempted;
