export { type AgentAtMarket, createAgent, type FinancingAgent, type FinancingAgentInput } from './agent.js';
export { participantsOf } from './agent-columns.js';
export {
  type AgentOptions,
  type AgentOrders,
  computeFinancingBounds,
  type FinancingBounds,
  generateOrders,
} from './agent-orders.js';
export { type ClearingOptions, clearMarket } from './clearing/clearing.js';
export type { AgentClearing, ClearingResult, GoodClearing } from './clearing/clearing-result.js';
export {
  compareModes,
  type GapDifference,
  type ModeComparison,
  type ModeComparisonOptions,
} from './compare-modes.js';
export type { FinancingConfig, FinancingPorts, RoundEnd, SpatialAgent, SpatialAgentInput } from './economy-config.js';
export type { EquilibriumReason, EquilibriumResult, EquilibriumStatus } from './equilibrium/equilibrium.js';
export { equilibriumSolvers } from './equilibrium/equilibrium-solvers.js';
export { exactSolver } from './equilibrium/exact-solver.js';
export { gthSolver } from './equilibrium/gth-solver.js';
export type {
  EquilibriumMarket,
  EquilibriumSolver,
  MarketAgent,
  MarketNumbers,
  SolverOutcome,
} from './equilibrium/market.js';
export { type NewtonOptions, newtonSolver } from './equilibrium/newton-solver.js';
export { formPrices, type PricedMarket, solveEquilibrium } from './equilibrium/price-formation.js';
export type { MissingGoods, PriceOptions } from './equilibrium/price-options.js';
export { type TatonnementOptions, tatonnementSolver } from './equilibrium/tatonnement-solver.js';
export {
  type FinancingAssertionCode,
  FinancingError,
  type FinancingErrorDetails,
  type FinancingErrors,
  type FinancingInputCode,
  type FinancingProblem,
} from './errors.js';
export { financingTables } from './event-tables.js';
export type { FinancingEvent, RoundCompleted, TerminationReason } from './events.js';
export { type FinancingAudit, financingInvariants } from './invariants.js';
export { type AgentDiagnostics, agentDiagnostics, type OrderRecord } from './log/agent-diagnostics.js';
export {
  createFinancingLog,
  type FinancingLog,
  type FinancingLogOptions,
  type LogTextSink,
} from './log/financing-log.js';
export {
  type LogDigest,
  type LogText,
  type LogVerdict,
  logDigest,
  type RoundDigest,
  verifyLog,
} from './log/log-digest.js';
export { parseLog } from './log/log-reader.js';
export { type FrameAgent, type LogFrame, type ReplayOptions, replayLog } from './log/log-replay.js';
export {
  type FinancingLogRow,
  LOG_FIELDS,
  LOG_SCHEMA_VERSION,
  type LogField,
  type LogFieldShape,
} from './log/log-schema.js';
export { type RoundSummary, roundSummaries, roundSummaryCsv } from './log/round-summary.js';
export { upgradeRow } from './log/row-upgrade.js';
export { type RoundOptions, type RoundRules, roundRules, tradeRound } from './market-round.js';
export { type MarketRound, type MarketRoundResult, marketRoundResult, runMarketRound } from './market-round-result.js';
export type { FinancingAgentFigures } from './metrics/agent-figures.js';
export type { FinancingRoundFigures, TradeFigures } from './metrics/round-figures.js';
export {
  createFinancingMetrics,
  type FinancingMeasurement,
  type FinancingMetrics,
  type FinancingSummary,
} from './metrics/run-metrics.js';
export {
  compareState,
  type ModeFigures,
  type StateComparison,
} from './metrics/state-comparison.js';
export type { ModeComparisonWarning } from './mode-warning.js';
export {
  type BoundsContext,
  type FinancingModeDefinition,
  type FinancingModes,
  financingModes,
  type ModeBounds,
} from './modes.js';
export type { Participants, QuantaColumn, TravelCosts } from './participants.js';
export { generatePopulation, type PopulationAgent } from './population.js';
export { checkPopulationParams, type NumberRange, type PopulationParams } from './population-params.js';
export { PHASES, type Phase, type PopulationQuanta } from './population-quanta.js';
export { type PriceGrid, priceGrid } from './price-grid.js';
export type { PriceInput } from './prices.js';
export { type PurchaseBound, type PurchaseWealth, purchaseBound } from './purchase-bound.js';
export type { ClearingQuanta, OrdersQuanta, RoundQuanta, SettlementQuanta, ValuationQuanta } from './round-quanta.js';
export { deliver } from './settlement/deliver.js';
export { type AgentSettlement, type SettlementResult, settle } from './settlement/settle.js';
export type {
  SettlementContext,
  SettlementOutcome,
  SettlementParty,
  SettlementPolicy,
} from './settlement/settlement-policy.js';
export {
  type TradeCreditPorts,
  type TradeCreditTerms,
  type TradePayment,
  type TradePromise,
  tradeCredit,
} from './settlement/trade-credit.js';
export type { ValueEntry, ValueEvent } from './settlement/value-entries.js';
export type { FinancingSnapshot } from './snapshot.js';
export { createAstarMovement } from './space/astar.js';
export type { DepartureRule } from './space/departure.js';
export { type Block, type Cell, createGrid, type Grid, type GridInput } from './space/grid.js';
export { greedyMovement, type MovementPolicy, nearestMovement } from './space/movement.js';
export { createSpatialEconomy, type FinancingRun, type SpatialEconomy } from './spatial-economy.js';
export { interiorWeights, normalizeWeights } from './weights.js';
export { equivalentVariation, moneyMetric } from './welfare.js';
