import type { PairTable } from './pair-type.js';
import { createRules, type Rules, type RulesInput } from './rules.js';
import type { Trade } from './trade.js';

/**
 * Trades by surplus, the largest first; among equal surpluses money before barter (by the priority of pair types), then by the two ids. Full ties keep their
 * order. Surpluses are equal when they fall on the same multiple of `tieTolerance`, so that 0.1 + 0.2 equals 0.3.
 *
 * @see exchange specification, section 7
 */
export function rank(trades: readonly Trade[], rules: Rules | RulesInput = {}): readonly Trade[] {
  const { pairs, params } = createRules(rules);
  return trades
    .map((trade) => ({
      trade,
      key: surplusKey(trade.totalSurplus, params.tieTolerance),
      priority: priorityOf(trade, pairs),
      low: Math.min(trade.sellerId, trade.buyerId),
      high: Math.max(trade.sellerId, trade.buyerId),
    }))
    .sort((a, b) => descending(a.key, b.key) || a.priority - b.priority || a.low - b.low || a.high - b.high)
    .map(({ trade }) => trade);
}

/** What surpluses are compared by. */
export function surplusKey(surplus: number, tolerance: number): number {
  return tolerance > 0 ? Math.floor(surplus / tolerance + 0.5) : surplus;
}

/** Also right for infinite keys, whose difference is no number. */
function descending(a: number, b: number): number {
  return a === b ? 0 : b > a ? 1 : -1;
}

/** Pair types that are not in the table come last. */
function priorityOf({ pairType }: Trade, pairs: PairTable): number {
  return pairs.find(pairType)?.priority ?? Number.MAX_SAFE_INTEGER;
}
