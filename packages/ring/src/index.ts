export type { RingAction, RingActionKind } from './actions.js';
export {
  addBigHolders,
  type BigHolder,
  type BigHolderParams,
  type BigHolderRing,
  type HolderBucket,
} from './big-holders.js';
export { type ClearingProblem, type ClearingVector, clearingVector } from './clearing-vector.js';
export type { AfterPayment } from './contract-payment.js';
export type { RingDayMetrics } from './day-metrics.js';
export { createRing, runRing } from './engine.js';
export { RingError, type RingErrors } from './errors.js';
export type { AfterEstate } from './estate.js';
export { ringTables } from './event-tables.js';
export type {
  AgentCreated,
  AgentDefaulted,
  AssetTransferred,
  ClaimAdded,
  ClaimReduced,
  ClaimTransferred,
  ClientPayment,
  DepositChanged,
  EstateDistributed,
  HolderAmount,
  InterbankCleared,
  InterbankOvernightCreated,
  IntraBankPayment,
  MoneyMinted,
  MoneyTransferred,
  ObligationDefaulted,
  ObligationExtinguished,
  ObligationWrittenOff,
  PartialSettlement,
  PayableCreated,
  PayableRolled,
  PayableSettled,
  PhaseMarker,
  RingEvent,
  RunOutcome,
  RunStopped,
  ScheduledActionCancelled,
  SystemCollapsed,
} from './events.js';
export type { Fraction } from './fraction.js';
export {
  checkRingParams,
  type GeneratedPayable,
  type GeneratedRing,
  generateRing,
  type RingStatistics,
  ringDueDays,
  ringName,
} from './generator.js';
export type { LiquidityAllocation, RingDraws, RingParams, RingParamsProblem } from './generator-params.js';
export { type RingAudit, ringInvariants } from './invariants.js';
export { type FilledTable, intradayTable, metricTables, type TableCell } from './metric-tables.js';
export {
  createRingMetrics,
  type RingFigures,
  type RingMetrics,
  type RingMetricsCollector,
  type RingMetricsOptions,
  type RingSummary,
  ringMetrics,
} from './metrics.js';
export {
  DAY_METRIC_NAMES,
  type MetricValue,
  metricsRecord,
  type RingFiguresRecord,
  SUMMARY_METRIC_NAMES,
} from './metrics-record.js';
export type {
  ContractOutcome,
  DaySettlement,
  DebtorOutcome,
  RingQuanta,
  RingSystem,
  TradingPhase,
} from './phase.js';
export {
  defaultRateOf,
  type ExactRate,
  type PairSetSummary,
  type Relief,
  reliefOf,
  summarisePairs,
} from './relief.js';
export type { RingEngine, RingPorts } from './ring-engine.js';
export type { MeansOfPayment, RingRules } from './rules.js';
export type { CustomAction, ScheduledAction } from './scheduled-action.js';
export { type IntradayStep, intradaySteps } from './settlement-flow.js';
export type { BeforeShortfall } from './settlement-parts.js';
export type { RingSnapshot } from './snapshot.js';
export {
  AGENT_KINDS,
  type AgentKind,
  type ExplicitWorld,
  type Halt,
  type PayableOrigin,
  type RingWorld,
  type WorldAgent,
  type WorldPayable,
} from './world.js';
