export { type AgentShape, exchangeAgents, matchingParams, tastes } from './arbitraries.js';
export { playBrokenPairing } from './broken-pairing.js';
export { type CreditLawOptions, type CreditWorld, checkTradeCredit } from './credit-laws.js';
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
export type { NaivePorts } from './naive-attendance.js';
export { createNaiveExchange, type NaiveExchange } from './naive-exchange.js';
export { createPairSearch } from './pair-search.js';
export { type ExchangeShape, exchanges } from './random-exchange.js';
