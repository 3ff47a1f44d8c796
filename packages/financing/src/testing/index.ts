export { clearOrders } from '../clearing/clear-orders.js';
export { type ClearingOrders, type ClearingRules, clearPlainly } from '../clearing/plain-clearing.js';
export { type EconomyShape, economies } from './economy.js';
export { type DrawnMarket, type MarketShape, marketAgents, markets, tastes } from './market.js';
