export {
  type BondPricing,
  type BondPricingContext,
  facePricing,
  fixedPricing,
  type ImpactPricingOptions,
  impactPricing,
  type YieldPricingOptions,
  yieldPricing,
} from './bond-pricing.js';
export { BOND } from './bonds.js';
export { createCallMarket } from './call-market/call-market.js';
export type { CallMarketConfig, RolloverConfig } from './call-market/config.js';
export type {
  DueClaim,
  DueLoan,
  NetPosition,
  NettedBook,
  NettedOutcome,
  NettedSupply,
} from './call-market/netted-book.js';
export { type BookClearing, nettedSession } from './call-market/netted-session.js';
export { createCentralBank } from './central-bank/central-bank.js';
export type { CentralBankOptions, CentralBankPorts } from './central-bank/options.js';
export {
  type CorridorBounds,
  type CorridorOptions,
  type CorridorSpreads,
  corridor,
  corridorBounds,
} from './clearing/corridor.js';
export {
  type DecimalBook,
  type DecimalOrder,
  type DecimalOutcome,
  type DecimalRule,
  decimalRule,
} from './clearing/decimal-rule.js';
export { type LegOptions, matchLegs } from './clearing/legs.js';
export { matchOrders, type OrderBookMatch } from './clearing/order-book.js';
export { type OrderBookPricing, type OrderBookRuleOptions, orderBookRule } from './clearing/order-book-rule.js';
export type { Rationing } from './clearing/order-side.js';
export { type ClearingDecision, clearingOutcome } from './clearing/outcome.js';
export { type PooleUniformOptions, pooleUniformRule, shortageProbability } from './clearing/poole-uniform-rule.js';
export { type RatioRuleOptions, ratioRule, type SignedSpreadRule } from './clearing/ratio-rule.js';
export { verifyClearing } from './clearing/verify.js';
export {
  type ClaimCustody,
  type ClaimCustodyConfig,
  type ClaimCustodyPorts,
  createClaimCustody,
  type PledgedClaim,
} from './collateral/claim-custody.js';
export {
  type CollateralPool,
  type CollateralPoolConfig,
  createCollateralPool,
  type Pledge,
  type PledgedAsset,
} from './collateral/collateral-pool.js';
export type { ClaimCustodySnapshot } from './collateral/custody-snapshot.js';
export type { CollateralPoolSnapshot } from './collateral/pool-snapshot.js';
export { type CentralBankConfig, callMarketConfig, parseCentralBankConfig } from './configuration.js';
export {
  AlreadyClearedError,
  BondPricingError,
  ClearingInvariantError,
  InsufficientBondsError,
  InsufficientReservesError,
  InvalidAgentIDError,
  InvalidAmountError,
  InvalidConfigError,
  InvalidPledgeError,
  InvalidPolicyRateError,
  InvalidQuantityError,
  InvalidRateError,
  InvalidTickError,
  MoneyMarketError,
  type MoneyMarketErrors,
  NonMonotonicTickError,
  OppositeSideError,
  type RefusedInput,
  SnapshotError,
  TooManyLegsError,
  TreasuryOperationError,
  UnknownRequestError,
} from './errors.js';
export { moneyMarketTables } from './event-tables.js';
export type { FacilitiesSnapshot } from './facilities/facilities-snapshot.js';
export { type FacilityRegime, type FacilitySpreads, facilityRegimes } from './facilities/facility-regimes.js';
export type { DynamicCorridor, FacilitiesConfig } from './facilities/facility-terms.js';
export {
  createStandingFacilities,
  type FacilityPorts,
  type FacilityRates,
  type StandingFacilities,
} from './facilities/standing-facilities.js';
export type { JournalEntry, JournalLine } from './journal/entry-lines.js';
export { type MoneyJournal, openMoneyJournal } from './journal/money-journal.js';
export {
  LIQUIDITY_POLICIES,
  type LiquidityPolicy,
  type LiquidityPolicyName,
  type LiquidityView,
  liquidityPolicy,
  type Source,
} from './liquidity.js';
export {
  type LiquidityHorizon,
  type LiquidityPosition,
  type LiquidityReader,
  liquidityPositions,
  liquidityReader,
} from './liquidity-positions.js';
export { createMoneyMarketFigures, type MoneyMarketFigures, type MoneyMarketMeter } from './market-figures.js';
export { CENTRAL_BANK, CLEARING_HOUSE, CUSTODY, TREASURY } from './money.js';
export { noCallMarket, noCentralBank } from './null-objects.js';
export { type AmountInput, PRICE_DP, RATE_DP } from './numbers.js';
export {
  type MoneyGrowthOptions,
  type MoneyGrowthRule,
  type MoneyGrowthSnapshot,
  moneyGrowthRule,
} from './policy/money-growth.js';
export { type PolicyObservations, policyContext } from './policy/policy-context.js';
export {
  constantRule,
  corridorMidRule,
  type PolicyContext,
  type PolicyDecision,
  type PolicyRule,
  type RateTargetOptions,
  rateTargetOmo,
  type ScheduleStep,
  scheduleRule,
  type TaylorRuleOptions,
  taylorRule,
} from './policy/policy-rules.js';
export type {
  CallLoan,
  CallLoanLeg,
  CallLoanRequest,
  CallLoanResponse,
  CallMarket,
  CallMarketService,
  PendingOrder,
  SupplyOptions,
} from './protocols/call-market.js';
export type {
  ClearingReport,
  RequestResult,
  RolledLoan,
  SettledLeg,
  SettledLoan,
  SettlementReport,
  SupplyResult,
} from './protocols/call-market-reports.js';
export type {
  CallMarketSnapshot,
  LegSnapshot,
  LoanSnapshot,
  OrderSnapshot,
  SessionSnapshot,
} from './protocols/call-market-snapshot.js';
export type {
  BalanceSheet,
  BalanceSheetLine,
  CentralBank,
  CentralBankService,
  CentralBankSnapshot,
  FacilityPositions,
  OpenMarketOperationResult,
  PolicyRate,
} from './protocols/central-bank.js';
export type {
  ClearingBook,
  ClearingLeg,
  ClearingOutcome,
  ClearingRule,
  LegRule,
  RequestOrder,
  Shares,
  SupplyOrder,
} from './protocols/clearing.js';
export type { Collateral, Payee, Seizure } from './protocols/collateral.js';
export type {
  AgentAmount,
  CallLoanEnded,
  CallLoanGranted,
  CallMarketCleared,
  ClaimMoved,
  FacilityLoss,
  FacilityRefused,
  FacilityUse,
  InsufficientLiquidity,
  LegReceipt,
  LenderLoss,
  LoanLeg,
  MarginCall,
  MoneyMarketEvent,
  NettedSession,
  OpenMarketOperation,
  OpenMarketOperationFailed,
  PolicyRateSet,
  SupplyReduced,
  TreasuryPayment,
} from './protocols/events.js';
export type {
  FacilityAccount,
  FacilityDepositResult,
  FacilityFigures,
  FacilityLendingResult,
  FacilityRefusal,
  FacilitySettlement,
  Recourse,
  RecourseSession,
  ResultOptions,
  ReturnedDeposit,
  SettledFacilityLoan,
} from './protocols/facilities.js';
export type { AgentRegistry, Clock, MoneyMarketPorts, MoneyMarketWarning } from './protocols/ports.js';
export type {
  BrokeredTreasury,
  DebtLedgerEntry,
  LedgerTreasury,
  PassThrough,
  SettledOperation,
  SettlementPart,
  SignedTreasury,
  StoredTreasury,
  TreasuryPosition,
  TreasurySaleResponse,
  TreasuryService,
  TreasurySnapshot,
} from './protocols/treasury.js';
export { type ReserveAccountsOptions, reserveAccounts } from './reserve-accounts.js';
export {
  type MaintenancePeriod,
  type MaintenanceTerms,
  maintenancePeriod,
  type PeriodSettlement,
  type RequirementStatus,
} from './reserve-requirements/maintenance-period.js';
export { type RequirementBase, requirementFrom } from './reserve-requirements/requirement.js';
export { requirementSupplyRule, reserveTargetSupply, type SupplyRule, type SupplyView } from './supply-rules.js';
export {
  type FixedRateTender,
  runTender,
  type TenderBid,
  type TenderResult,
  type TenderSpec,
  type VariableRateTender,
} from './tenders.js';
export { type BrokeredTreasuryOptions, createBrokeredTreasury } from './treasury/brokered-treasury.js';
export { createTreasury, createUnlimitedTreasury, type TreasuryOptions } from './treasury/ledger-treasury.js';
export { fromSignedTreasury, noTreasury } from './treasury/null-treasury.js';
