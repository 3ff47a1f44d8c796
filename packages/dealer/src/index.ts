export { type AnchorUpdate, lossRate, updateAnchors } from './anchors.js';
export {
  createTradeFigures,
  type MakerPosition,
  type MakersProfit,
  makersProfit,
  type TradeFigures,
  type TradeFiguresCollector,
  type TradeFiguresOptions,
} from './arm-metrics.js';
export type { AuditRecord } from './auditor.js';
export { type Bucket, bucketOf, DEFAULT_BUCKETS } from './bucket.js';
export { type AnchorConfig, type AnchorUpdateConfig, DEFAULT_ANCHORS, type DealerMarketConfig } from './config.js';
export type { DealerMarket, TicketBid } from './dealer-market.js';
export { type EligibilityRule, type ShortfallEligibilityConfig, shortfallEligibility } from './eligibility.js';
export { type ConfigProblem, type ConfigProblemCode, DealerError, type DealerErrors } from './errors.js';
export { dealerRecordAliases, dealerTables } from './event-tables.js';
export type {
  AnchorUpdateEvent,
  ArrivalEvent,
  BucketUpdateEvent,
  CapitalInjectedEvent,
  DayStartEvent,
  DealerEvent,
  DealerQuoteEvent,
  InitEvent,
  OpeningAnchors,
  OpeningPosition,
  OpeningTicket,
  OrderRejectedEvent,
  Payout,
  RebucketEvent,
  SettlementEvent,
  TradeEvent,
} from './events.js';
export { dealerInvariants } from './invariants.js';
export { createDealerMarket } from './market.js';
export type { BucketDay, BucketMetrics, DealerMetrics, MarketDay, MarketMakerProfit, ProfitParts } from './metrics.js';
export { collectDealerMetrics, type DealerMetricsCollector, measureDealer } from './metrics-fold.js';
export { openingPosition } from './opening.js';
export {
  type Order,
  type OrderFlow,
  type OrderQueue,
  type OrderScript,
  type RecordedOrderFlow,
  randomOrderFlow,
  recordOrderFlow,
  type ScriptedArrival,
  scriptedOrderFlow,
} from './order-flow.js';
export { type BackedTrader, type BackingQuotes, backedOutside } from './outside.js';
export type {
  DealerPorts,
  DealerPricing,
  OutsideOffer,
  OutsideSource,
  OwnOutside,
  RiskPolicy,
  TicketChoice,
} from './ports.js';
export type { SessionOptions } from './session.js';
export type { DealerSimulation, DirectOrder, OpeningWarning, RunState, SimulationPorts } from './simulation.js';
export type { DealerSimulationConfig, DebtConfig, TicketConfig, TraderConfig } from './simulation-config.js';
export {
  createDealerSimulation,
  createDealerSimulationFromColumns,
  type SimulationColumns,
} from './simulation-setup.js';
export type { DealerSimulationSnapshot } from './simulation-snapshot.js';
export type { DealerMarketSnapshot } from './snapshot.js';
export { type StandingBucket, type StandingQuotes, type StandingTerms, standingQuotes } from './standing-quotes.js';
export { type DebtTarget, targetDebt } from './target-debt.js';
export { createTicketBook, type Ticket, type TicketBook, windowTickets } from './ticket.js';
export type { RejectionReason, Route, Side, TradeResult } from './trade-result.js';
export type { TraderView } from './trader-view.js';
export {
  createTradingStrategies,
  TRADING_STRATEGIES,
  type TradingStrategies,
  type TradingStrategy,
} from './trading-strategy.js';
