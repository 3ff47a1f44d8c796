import type { AgentId, BucketId, Day, Decimal } from '@bagehot/kernel';

/** Where a market maker's profit came from. The parts add up to the whole, exactly. */
export interface ProfitParts {
  /** Trades: mid less price for what it bought, price less mid for what it sold. */
  readonly trading: Decimal;
  /** Matured tickets: what was paid less their mid. */
  readonly settlement: Decimal;
  /** Tickets that changed buckets: price, or the new mid, less the old mid. */
  readonly rebucketing: Decimal;
  /** Anchor updates: change of the mid times the tickets held. */
  readonly revaluation: Decimal;
}

/** Profit of one market maker over the run: equity at the end less at the start, less what was injected meanwhile. */
export interface MarketMakerProfit extends ProfitParts {
  readonly agent: AgentId;
  readonly equityStart: Decimal;
  readonly equityEnd: Decimal;
  readonly injected: Decimal;
  readonly profit: Decimal;
  /** Profit over opening equity, 24 decimals; `null` where that was 0. */
  readonly return: Decimal | null;
}

/** Numbers of one bucket over the run. */
export interface BucketMetrics {
  readonly bucket: BucketId;
  readonly dealer: MarketMakerProfit;
  readonly vbt: MarketMakerProfit;
  readonly insideSells: number;
  readonly insideBuys: number;
  readonly passThroughSells: number;
  readonly passThroughBuys: number;
  /** Tickets the value-based trader bought less sold in pass-throughs; not those of somebody who stands behind it. */
  readonly vbtNetAbsorption: number;
  /** Tickets that dealers had to give up for want of money: those that aged to them, and forced sales. */
  readonly layoffs: number;
  /** Σ |price - midline before the trade| over inside trades, 24 decimals per trade. */
  readonly spreadEarned: Decimal;
}

/** A bucket at the end of a day. Prices are money per ticket. */
export interface BucketDay {
  readonly day: Day;
  readonly bucket: BucketId;
  readonly inventory: number;
  readonly cash: Decimal;
  readonly capacity: Decimal;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly vbtBid: Decimal;
  readonly vbtAsk: Decimal;
  readonly mid: Decimal;
  readonly spread: Decimal;
  /** ℓ of the day; 0 unless the anchors moved. */
  readonly lossRate: Decimal;
}

/** The market on one day. */
export interface MarketDay {
  readonly day: Day;
  readonly trades: number;
  readonly defaults: number;
  readonly due: Decimal;
  readonly paid: Decimal;
  /** Face still owed at the end of the day. */
  readonly faceOutstanding: Decimal;
  /** That over all cash in circulation, 24 decimals; `null` without cash. */
  readonly debtToMoney: Decimal | null;
}

/** What a run came to (dealer specification, section 13). */
export interface DealerMetrics {
  /** 1 + the last day with a trade or default, 1 if there was none; `null` if that is the last day and tickets are outstanding. */
  readonly timeToStability: number | null;
  readonly totalTrades: number;
  readonly insideTrades: number;
  readonly passThroughTrades: number;
  readonly sells: number;
  readonly buys: number;
  readonly rejections: number;
  readonly totalDefaults: number;
  /** Issuers in order of first default. */
  readonly defaultedIssuers: readonly AgentId[];
  /** Unpaid face over face due, 24 decimals; `null` when nothing fell due. */
  readonly defaultRate: Decimal | null;
  /** Mean of the defaults' recovery rates, each counted once; `null` without default. */
  readonly averageRecoveryRate: Decimal | null;
  /** Paid over due of all defaults together; `null` without default. */
  readonly weightedRecoveryRate: Decimal | null;
  readonly spreadEarned: Decimal;
  readonly buckets: readonly BucketMetrics[];
  readonly bucketDays: readonly BucketDay[];
  readonly days: readonly MarketDay[];
}
