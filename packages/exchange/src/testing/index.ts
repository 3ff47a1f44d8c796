export { type AgentShape, exchangeAgents, matchingParams, tastes } from './arbitraries.js';
export {
  checkBlockSearch,
  checkMoneyMode,
  checkMoneyUtility,
  checkPartnerScore,
  checkPurchaseLimit,
  checkRegime,
  checkUtility,
  type LawOptions,
} from './laws.js';
export { createNaiveExchange, type NaiveExchange } from './naive-exchange.js';
export { type ExchangeShape, exchanges, tastesFor } from './random-exchange.js';
