export type { BackstopFigures } from './backstop-figures.js';
export { BALANCE_COLUMNS, type BalanceRow, balanceCells, equity, type Sheet } from './balance-sheet.js';
export { BALANCED_ARMS } from './balanced-arms.js';
export { type BalanceSource, balanceRows } from './balances.js';
export { type Backstop, type BackstopOptions, type BackstopPorts, backstop } from './bridges/backstop.js';
export type { BackstopQuote } from './bridges/backstop-quote.js';
export { type ExchangeMarket, exchangeMarket, type GoodsOptions } from './bridges/exchange-market.js';
export { type FinancingMarket, type FinancingMarketOptions, financingMarket } from './bridges/financing-market.js';
export {
  type DealerFunding,
  type DealerFundingOptions,
  dealerFunding,
  type ForcedLayoff,
  type FundingMarket,
} from './bridges/funding.js';
export { type LateParts, type LateSession, lateSession } from './bridges/late-session.js';
export { type LendingWindow, lendingWindow, type WindowHooks, type WindowParts } from './bridges/lending-window.js';
export type { LiquidityPlanned } from './bridges/liquidity-plans.js';
export { marketBid } from './bridges/market-bid.js';
export type { MarketCapital, SecondaryMarketConfig, Ticketization } from './bridges/market-config.js';
export { monetaryPolicy, type PolicyMaker, type PolicyOptions, type PolicyParts } from './bridges/monetary-policy.js';
export type { LenderWithdrew } from './bridges/overnight-floor.js';
export {
  type OvernightMaker,
  type OvernightMarket,
  type OvernightParts,
  overnightMarket,
} from './bridges/overnight-market.js';
export type { ClaimBid, OvernightOptions, Shortfall } from './bridges/overnight-options.js';
export { payableTickets, type TicketedEconomy } from './bridges/payable-tickets.js';
export type { PurchaseLimitOptions } from './bridges/purchase-limit.js';
export type { RingOutside } from './bridges/ring-outside.js';
export type { CreditOptions, RoundCredit } from './bridges/round-credit.js';
export { type SecondaryMarket, type SecondaryMarketPorts, secondaryMarket } from './bridges/secondary-market.js';
export type { TradeCreditOptions } from './bridges/trade-credit.js';
export type { TradeCreditGranted } from './bridges/trade-credit-event.js';
export {
  type ArmName,
  type Comparison,
  type ComparisonOptions,
  type ComparisonStep,
  compare,
  compareByDay,
  compareMarket,
  comparisonOf,
  withoutMarket,
} from './compare.js';
export { type ComparisonRecord, comparisonRecord, comparisonTable } from './comparison-record.js';
export { composeDay } from './day/compose-day.js';
export type { DayParts, DayPorts, SectionInput } from './day/day-parts.js';
export type { EconomyPhase, SettlementHooks } from './day/economy-phase.js';
export type { GoodsParts } from './day/goods-market.js';
export type {
  BackstopSection,
  DaySections,
  DealerFundingSection,
  GoodsSection,
  PurchaseLimitSection,
  TradeCreditSection,
} from './day/sections.js';
export {
  createEconomy,
  type Economy,
  type EconomyOptions,
  type EconomyRecording,
  type EconomySnapshot,
  type PhaseEnd,
  restoreEconomy,
  type SimEvent,
} from './economy.js';
export type {
  CompactEconomyScenario,
  EconomyScenario,
  ExplicitEconomyScenario,
  ExplicitFinancingSection,
  FinancingSection,
  PeopleSection,
} from './economy-scenario/economy-scenario.js';
export { ENGINE_VERSION } from './engine-version.js';
export {
  type ScenarioProblem,
  type ScenarioProblemCode,
  SimError,
  type SimErrors,
  type SweepProblem,
} from './errors.js';
export {
  compareRegimes,
  compareRegimesByTick,
  REGIME_FIGURES,
  type RegimeComparison,
  type RegimeComparisonOptions,
  type RegimeComparisonStep,
  type RegimeFigure,
  type RegimeFigures,
  type RegimeOrdering,
  type RegimePair,
  type RegimeRun,
  type RegimeRunOptions,
} from './exchange/compare-regimes.js';
export {
  createExchangeCourse,
  type ExchangeCourse,
  type ExchangeFrame,
  type LambdaQuartiles,
} from './exchange/exchange-course.js';
export { createExchangeLog, type ExchangeOpened } from './exchange/exchange-log.js';
export { checkExchangeLog, type ExchangeLogCheck } from './exchange/exchange-log-check.js';
export type { ExchangeAgentFigures, ExchangeMetrics, UtilitySums } from './exchange/exchange-metrics.js';
export {
  exchangeEventTables,
  exchangeRecord,
  exchangeRunTables,
  regimeComparisonRecord,
  regimeTable,
  simulationRun,
} from './exchange/exchange-record.js';
export type { ExchangeOptions, ExchangeParts, ExchangeResult } from './exchange/run-exchange.js';
export {
  compareFinancing,
  compareFinancingByRound,
  type FinancingComparison,
  type FinancingComparisonOptions,
  type FinancingComparisonStep,
  type SameStateRound,
} from './financing/compare-financing.js';
export {
  financingComparisonRecord,
  financingEventTables,
  financingFigures,
  financingRecord,
  financingRunTables,
  sameStateTable,
} from './financing/financing-record.js';
export { checkLog, digestLog, type LogCheck } from './financing/log-check.js';
export { createLogStream, createRoundFrames, type RoundFrame, type RoundFrames } from './financing/round-streams.js';
export type { FinancingOptions, FinancingResult } from './financing/run-financing.js';
export type { DealerFundingFigures, FundingFigures } from './funding-figures.js';
export { goodsEventTables } from './goods-tables.js';
export type {
  CollateralSection,
  FacilitiesSection,
  LiquiditySection,
  MoneyMarketSection,
  MoneySections,
  PolicySection,
  PolicyStep,
  SupplySection,
  TreasurySection,
  WithdrawSection,
} from './money-market/sections.js';
export { PRESET_NAMES, type PresetName, type PresetOptions, preset } from './presets/preset.js';
export { type RecordedMetrics, recordMetrics } from './record-metrics.js';
export { createRecordStream, type RecordStart, runRecords } from './records.js';
export { BalanceReplay, replayBalances } from './replay.js';
export type { MarketFigures, MoneyMarketFigures, SimMetrics } from './run-metrics.js';
export {
  backstopEventTables,
  moneyEventTables,
  type PlainRecord,
  type PlainValue,
  runEventTables,
  runFigures,
  runRecord,
  runTables,
} from './run-record.js';
export {
  type EconomyResult,
  runScenario,
  runScenarioByDay,
  type ScenarioOptions,
  type ScenarioResult,
} from './run-scenario.js';
export type { RunSnapshot } from './run-snapshot.js';
export type { BalancedOpening } from './scenario/balanced-section.js';
export { compileScenario } from './scenario/compile.js';
export { marketMakers } from './scenario/dealer-section.js';
export { exchangeWarnings } from './scenario/exchange-reading.js';
export type {
  CompactExchangeScenario,
  ExchangePopulation,
  ExchangeRunSection,
  ExchangeScenario,
  ExplicitExchangeScenario,
} from './scenario/exchange-scenario.js';
export { scenarioToYaml } from './scenario/file-form.js';
export type { FinancingParts } from './scenario/financing-config.js';
export type {
  ExplicitFinancingScenario,
  FinancingGrid,
  FinancingRules,
  FinancingRunSection,
  FinancingScenario,
  PopulationFinancingScenario,
  PopulationSection,
} from './scenario/financing-scenario.js';
export { loadScenario, parseScenario, type Scenario } from './scenario/read.js';
export type { ReadingOptions } from './scenario/reading-options.js';
export {
  type ExplicitScenario,
  type GeneratedNote,
  type GeneratedStatistics,
  type GeneratorScenario,
  MARKET_DECIMALS,
  moneyDecimalsOf,
  type RingScenario,
  type RunExports,
  type RunSection,
  type RunShow,
  type ScenarioAgent,
} from './scenario/scenario.js';
export type { ScenarioModel } from './scenario/scenario-model.js';
export { scenarioJsonSchema } from './schema-forms.js';
export { type RunOptions, type RunResult, type RunView, simulate, simulateByDay } from './simulate.js';
export {
  type ArmFigureRecord,
  type ArmsRecord,
  armsRecord,
  type DifferenceRecord,
  type MeanRecord,
} from './statistics/arms-record.js';
export { type BootstrapInterval, bootstrapMean } from './statistics/bootstrap.js';
export { normalCdf, studentTCdf } from './statistics/distributions.js';
export { type CompletedPair, type PairOutcome, pairOutcome } from './statistics/pair-outcome.js';
export {
  type PairStatistics,
  type PairStatisticsOptions,
  type ParameterLevel,
  type ParameterLevels,
  pairStatistics,
} from './statistics/pair-statistics.js';
export type { PairTests } from './statistics/pair-tests.js';
export type { PairGroup } from './statistics/pair-units.js';
export {
  type ArmsExperiment,
  type MeanFigure,
  type PairedArms,
  type PairedDifference,
  pairedArms,
} from './statistics/paired-arms.js';
export { pairedRuns, type RunsExperiment } from './statistics/paired-runs.js';
export { type PairedT, pairedT } from './statistics/paired-t.js';
export { type SignedRank, signedRank } from './statistics/signed-rank.js';
export { studentTQuantile, type TInterval, tInterval } from './statistics/t-interval.js';
export {
  type Branch,
  type BranchOptions,
  type BranchOrigin,
  type BranchPast,
  branch,
  branchByDay,
} from './store/branch.js';
export { type BranchChange, type BranchValue, readBranchChange } from './store/branch-change.js';
export { BRANCH_PATHS } from './store/branch-paths.js';
export {
  type BranchNote,
  keepsSnapshot,
  RUN_FORMAT,
  type RunManifest,
  type StoredRun,
  snapshotFile,
} from './store/stored-run.js';
export { type LiabilityOutcome, type StrategyCount, type StrategyCounts, strategyTable } from './strategies.js';
export type { ArmData } from './sweep/arm-data.js';
export { runArmByDay } from './sweep/arm-run.js';
export { axisNames } from './sweep/axis-names.js';
export {
  type Frontier,
  type FrontierResult,
  type FrontierStep,
  type FrontierTrial,
  findFrontier,
} from './sweep/frontier.js';
export { type GridPoint, gridOf } from './sweep/grid-of.js';
export { loadSweepPlan, type SweepPlanAbout, type SweepPlanFile, sweepPlanToYaml } from './sweep/plan-file.js';
export type {
  ArmPlan,
  Coordinate,
  FieldValue,
  FrontierDesign,
  FrontierSearch,
  GridAxis,
  GridDesign,
  JoinedDesign,
  LatinHypercubeDesign,
  RangeAxis,
  SweepDesign,
} from './sweep/sweep-design.js';
export {
  MARKET_ARMS,
  planSweep,
  type RunPlace,
  type Sweep,
  type SweepArm,
  type SweepPlan,
  type SweepRun,
} from './sweep/sweep-plan.js';
export {
  type ArmComparison,
  type ArmFigures,
  type SweepRange,
  type SweepRow,
  sweepRow,
  sweepRows,
} from './sweep/sweep-rows.js';
export { createSweepSummary, type SweepSummary, type SweepSummaryOptions } from './sweep/sweep-summary.js';
export { type SweepTable, type SweepTableOptions, type SweepTables, sweepTables } from './sweep/sweep-tables.js';
export type { SweptResult, SweptScenario } from './sweep/swept-model.js';
