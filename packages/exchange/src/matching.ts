import type { ExchangeAgent, ExchangeAgentInput } from './agent.js';
import { createAgents } from './agent-reading.js';
import { depthOf, isThin } from './liquidity.js';
import type { PairRow, PairType } from './pair-type.js';
import { refusal } from './problems.js';
import type { Quote } from './quote.js';
import { createTraders } from './row-traders.js';
import { createRules, type Rules, type RulesInput } from './rules.js';
import { type Block, type Trade, tradeOf } from './trade.js';
import type { Traders } from './traders.js';

/** When one may trade and forage. */
export type Mode = 'forage' | 'trade' | 'both';

/** What two agents cannot know alone. */
export interface MatchOptions {
  /**
   * Whether the liquidity gate is open between the two.
   *
   * @defaultValue as if the two were the whole market
   */
  readonly barterOpen?: boolean | undefined;
}

/**
 * The pair types that are traded, in search order; none while one only forages.
 *
 * @see exchange specification, section 5
 */
export function activePairs(mode: Mode, rules: Rules | RulesInput = {}): readonly PairType[] {
  return mode === 'forage' ? [] : createRules(rules).regimeRules.search.map(({ name }) => name);
}

/** The quotes of an agent for every pair type, whatever the regime. */
export function quotesOf(agent: ExchangeAgentInput, rules: Rules | RulesInput = {}): ReadonlyMap<PairType, Quote> {
  const { traders } = tradersOf([agent], rules);
  return traders.view(0).quotes;
}

/**
 * The trade of one pair type in which `seller` sells; null for none.
 *
 * @throws ExchangeError `UNKNOWN_NAME` for a pair type there is not, `PORT_ANSWER_INVALID` when a search of one's own finds what is none
 * @see exchange specification, section 6
 */
export function searchBlock(
  seller: ExchangeAgentInput,
  buyer: ExchangeAgentInput,
  pair: PairType,
  rules: Rules | RulesInput = {},
): Trade | null {
  const { traders } = tradersOf([seller, buyer], rules);
  return named(traders, traders.search(pairOf(traders, pair), traders.rowOf(seller.id), traders.rowOf(buyer.id)));
}

/** The trade of one pair type between two agents: the one with the lower id sells, else the other. */
export function pairTrade(
  i: ExchangeAgentInput,
  j: ExchangeAgentInput,
  pair: PairType,
  rules: Rules | RulesInput = {},
): Trade | null {
  const { traders } = tradersOf([i, j], rules);
  return named(traders, traders.pairBlock(0, 1, pairOf(traders, pair)));
}

/** The trades of every pair type open between two agents, in search order. */
export function allTrades(
  i: ExchangeAgentInput,
  j: ExchangeAgentInput,
  rules: Rules | RulesInput = {},
  options: MatchOptions = {},
): readonly Trade[] {
  const { traders, barterOpen } = tradersOf([i, j], rules, options);
  return traders.blocks(0, 1, barterOpen).map((block) => traders.trade(block));
}

/**
 * What two agents trade: the first pair type in which they can, or the one with the highest surplus, as the regime or `params.pairSelection` says.
 *
 * @example
 * const trade = bestTrade(ada, ben, { regime: 'mixed' });
 * @see exchange specification, section 7
 */
export function bestTrade(
  i: ExchangeAgentInput,
  j: ExchangeAgentInput,
  rules: Rules | RulesInput = {},
  options: MatchOptions = {},
): Trade | null {
  const { traders, barterOpen } = tradersOf([i, j], rules, options);
  return named(traders, traders.best(0, 1, barterOpen));
}

/** How promising two agents are to each other, by `params.partnerScore`; 0 or below for not at all. */
export function partnerScore(
  i: ExchangeAgentInput,
  j: ExchangeAgentInput,
  rules: Rules | RulesInput = {},
  options: MatchOptions = {},
): number {
  const { traders, barterOpen } = tradersOf([i, j], rules, options);
  return traders.score(0, 1, barterOpen);
}

/**
 * The agents after a trade, in the order given. Nobody but the two changes.
 *
 * @throws ExchangeError `STALE_TRADE` when holdings do not allow it (any more), `UNKNOWN_AGENT` when one of the two is not among the agents
 */
export function applyTrade(
  agents: readonly ExchangeAgent[],
  trade: Trade,
  input: Rules | RulesInput = {},
): readonly ExchangeAgent[] {
  const rules = createRules(input);
  const seller = partyOf(agents, trade.sellerId, 'sellerId');
  const buyer = partyOf(agents, trade.buyerId, 'buyerId');
  if (seller === buyer) throw refusal('STALE_TRADE', 'trade.buyerId', trade.buyerId, 'somebody other than the seller');
  const { traders } = tradersOf([seller, buyer], rules);
  traders.apply(blockOf(traders, trade));
  return agents.map((agent) => (agent === seller || agent === buyer ? traders.agent(traders.rowOf(agent.id)) : agent));
}

function partyOf(agents: readonly ExchangeAgent[], id: number, field: string): ExchangeAgent {
  const found = agents.find((agent) => agent.id === id);
  if (found === undefined) throw refusal('UNKNOWN_AGENT', `trade.${field}`, id, 'the id of one of the agents');
  return found;
}

function blockOf(traders: Traders, trade: Trade): Block {
  return {
    pair: pairOf(traders, trade.pairType).index,
    seller: traders.rowOf(trade.sellerId),
    buyer: traders.rowOf(trade.buyerId),
    dX: trade.dX,
    dY: trade.dY,
    sellerGain: trade.sellerGain,
    buyerGain: trade.buyerGain,
    credit: trade.credit ?? 0,
  };
}

function tradersOf(
  agents: readonly ExchangeAgentInput[],
  input: Rules | RulesInput,
  options: MatchOptions = {},
): { readonly traders: Traders; readonly barterOpen: boolean } {
  const rules = createRules(input);
  const traders = createTraders(createAgents(agents, rules), rules);
  const barterOpen = options.barterOpen ?? isThin(depthOf(traders, [...agents.keys()]), rules);
  return { traders, barterOpen };
}

function pairOf(traders: Traders, name: PairType): PairRow {
  const { pairs } = traders.rules;
  const pair = pairs.find(name);
  if (pair !== undefined) return pair;
  throw refusal('UNKNOWN_NAME', 'pair', name, `one of ${pairs.rows.map((row) => row.name).join(', ')}`);
}

function named(traders: Traders, block: Block | null): Trade | null {
  return block === null ? null : tradeOf(block, traders.rules.pairs, traders.ids);
}
