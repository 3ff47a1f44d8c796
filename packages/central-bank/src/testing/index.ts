export { type ClearingBookShape, clearingBooks } from './clearing-books.js';
export { type ClearingLawOptions, checkClearingRule } from './clearing-laws.js';
export { type CollateralLawOptions, type CollateralWorld, checkCollateral } from './collateral-laws.js';
export { type GoldenAgent, goldenFirms, goldenHouseholds } from './golden-agents.js';
export { type ClockLawOptions, checkAgentRegistry, checkClock, type RegistryLawOptions } from './port-laws.js';
export { createRecordingTreasury, type RecordingTreasury, type TreasuryCall } from './recording-treasury.js';
export {
  checkBondPricing,
  checkLiquidityPolicy,
  checkPolicyRule,
  checkSupplyRule,
  type PolicyLawOptions,
  type RuleLawOptions,
  type SupplyLawOptions,
} from './rule-laws.js';
export { checkTreasury, type TreasuryLawOptions } from './treasury-laws.js';
