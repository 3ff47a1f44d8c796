import type { PairTable } from './pair-type.js';
import { createRules, type Rules, type RulesInput } from './rules.js';
import type { Trade } from './trade.js';

/** What trades are compared by. */
export interface RankKey {
  /** See {@link surplusKey}. */
  readonly surplus: number;
  /** Of the pair type. */
  readonly priority: number;
  /** The lower of the two ids, or of their rows. */
  readonly low: number;
  readonly high: number;
}

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
      surplus: surplusKey(trade.totalSurplus, params.tieTolerance),
      priority: priorityOf(trade, pairs),
      low: Math.min(trade.sellerId, trade.buyerId),
      high: Math.max(trade.sellerId, trade.buyerId),
    }))
    .sort(compareRanks)
    .map(({ trade }) => trade);
}

/** Negative where the first comes first. */
export function compareRanks(a: RankKey, b: RankKey): number {
  // Infinite surpluses have no difference.
  if (a.surplus !== b.surplus) return b.surplus > a.surplus ? 1 : -1;
  return a.priority - b.priority || a.low - b.low || a.high - b.high;
}

/** What surpluses are compared by: equal for surpluses that count as equal. */
export function surplusKey(surplus: number, tolerance: number): number {
  return tolerance > 0 ? Math.floor(surplus / tolerance + 0.5) : surplus;
}

/** Pair types that are not in the table come last. */
function priorityOf({ pairType }: Trade, pairs: PairTable): number {
  return pairs.find(pairType)?.priority ?? Number.MAX_SAFE_INTEGER;
}
