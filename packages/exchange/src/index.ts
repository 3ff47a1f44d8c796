export type { ExchangeAgent, ExchangeAgentInput, Inventory } from './agent.js';
export { createAgent, createAgents } from './agent-reading.js';
export {
  type ExchangeAssertionCode,
  ExchangeError,
  type ExchangeErrorDetails,
  type ExchangeErrors,
  type ExchangeInputCode,
  type ExchangeProblem,
} from './errors.js';
export { checkGoods, DEFAULT_GOODS, type Good, MONEY } from './goods.js';
export { applyLambdas, estimateLambda, lambdaUpdates, type VisibleRows } from './lambda-estimate.js';
export { depthOf, isThin, liquidityDepth } from './liquidity.js';
export {
  activePairs,
  allTrades,
  applyTrade,
  bestTrade,
  type MatchOptions,
  type Mode,
  pairTrade,
  partnerScore,
  quotesOf,
  searchBlock,
} from './matching.js';
export type { LambdaUpdate, MoneyModeContext, MoneyModeDefinition } from './money-mode.js';
export { fromMajor, toMajor } from './money-scale.js';
export type { MoneyHolder, MoneyUtilityDefinition } from './money-utility.js';
export {
  createPairTable,
  type PairRow,
  type PairTable,
  type PairType,
  type PairTypeDefinition,
  pairType,
} from './pair-type.js';
export { PARAM_GROUPS, PARAM_RULES, type ParamForm, type ParamGroup, type ParamRule } from './param-rules.js';
export type { ExchangeParams, LambdaBounds, LambdaEstimator, LiquidityGate, ParamsInput } from './params.js';
export type { PartnerScoreDefinition, ScoreContext } from './partner-score.js';
export type { PurchaseLimit } from './purchase-limit.js';
export type { Quote } from './quote.js';
export type { QuotedAgent } from './quoted-agent.js';
export { rank } from './ranking.js';
export { meanPrices } from './reference-prices.js';
export type { GateContext, RegimeDefinition } from './regime.js';
export { createExchangeRegistry, type DefinitionKind, type Definitions, type ExchangeRegistry } from './registry.js';
export {
  enumeratePairs,
  matchRound,
  type PairOptions,
  type RoundOptions,
  type RoundOutcome,
  type RoundsOutcome,
  type RunOptions,
  runRounds,
} from './rounds.js';
export { createTraders } from './row-traders.js';
export { createRules, type RegimeRules, type Rules, type RulesInput } from './rules.js';
export type { BlockSearchDefinition } from './search/block-search.js';
export { type Block, type Trade, tradeDirection, tradeOf } from './trade.js';
export { type CreditTerms, creditRoom, type TradeCredit } from './trade-credit.js';
export type { Traders } from './traders.js';
export type { Bundle, ReservationPrices, UtilityFn, UtilitySpec } from './utility/utility.js';
export { ratioBounds } from './utility/utility.js';
export type { ParamsSchema, UtilityDefinition } from './utility/utility-definition.js';
export { createUtility } from './utility-reading.js';
