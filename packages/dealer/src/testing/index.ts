export { dealerScenarios, sampleDealerScenarios } from './dealer-scenarios.js';
export { checkOrderFlow, type OrderFlowLawOptions } from './flow-laws.js';
export {
  checkEligibilityRule,
  checkOutsideSource,
  checkRiskPolicy,
  checkTicketChoice,
  type DealerLawOptions,
} from './market-laws.js';
export { OracleError, type OracleErrors } from './oracle/errors.js';
export { type OracleRun, runOracle } from './oracle/market.js';
export type { OracleBucketMetrics, OracleMetrics, OracleProfit } from './oracle/metrics.js';
export { type OracleQuote, type QuoteInput, quoteLiterally } from './oracle/quote.js';
export type { OracleRecord } from './oracle/record.js';
export type {
  OracleAllocation,
  OracleAnchors,
  OracleBucketRow,
  OracleConfig,
  OracleScenario,
  OracleSide,
  OracleStep,
} from './oracle/scenario.js';
export type { OracleDealerState, OracleState, OracleTraderState, OracleVbtState } from './oracle/state.js';
export { type OracleStepper, type OracleTicket, type OracleTrade, openOracle } from './oracle/stepper.js';
export { checkDealerPricing, type PricingLawOptions } from './pricing-laws.js';
export { type SimulatedRun, simulateScenario } from './simulated-scenario.js';
