export { clearOrders } from '../clearing/clear-orders.js';
export { type ClearingOrders, type ClearingRules, clearPlainly } from '../clearing/plain-clearing.js';
export { type EconomyShape, economies } from './economy.js';
export { type DrawnMarket, type MarketShape, marketAgents, markets, tastes } from './market.js';
export { checkMovementPolicy, type MovementLawOptions } from './movement-laws.js';
export {
  checkFinancingMode,
  checkSettlementPolicy,
  type FinancingLawOptions,
  type ModeLawOptions,
} from './round-laws.js';
export { checkEquilibriumSolver, type SolverLawOptions } from './solver-laws.js';
