import type { ExchangeAgentInput } from './agent.js';
import { createAgents } from './agent-reading.js';
import { createTraders } from './row-traders.js';
import { createRules, type Rules, type RulesInput } from './rules.js';
import type { Traders } from './traders.js';

/**
 * How many stand on the shorter side of the thinnest market for money: sellers have the good and a price, buyers have money and a bid.
 *
 * @param rows - who is counted, such as those in sight
 * @param length - how many of `rows` count
 * @see exchange specification, section 8
 */
export function depthOf(traders: Traders, rows: ArrayLike<number>, length: number = rows.length): number {
  const { width } = traders;
  let depth = Number.POSITIVE_INFINITY;
  for (let good = 0; good < width - 1; good++) {
    let sellers = 0;
    let buyers = 0;
    for (let k = 0; k < length; k++) {
      const row = rows[k] as number;
      if (sellsForMoney(traders, row, good)) sellers++;
      if (buysWithMoney(traders, row, good)) buyers++;
    }
    depth = Math.min(depth, sellers, buyers);
  }
  return depth;
}

/** Has the good, and a price for it? */
export function sellsForMoney(traders: Traders, row: number, good: number): boolean {
  const { asks, count, holdings, width, rules } = traders;
  const ask = asks[(rules.pairs.moneyStart + good) * count + row] as number;
  return (holdings[row * width + good] as number) >= 1 && ask > 0 && ask < Number.POSITIVE_INFINITY;
}

/** Has enough money, and a bid for the good? */
export function buysWithMoney(traders: Traders, row: number, good: number): boolean {
  const { bids, count, holdings, width, rules } = traders;
  const bid = bids[(rules.pairs.moneyStart + good) * count + row] as number;
  return (holdings[row * width + width - 1] as number) >= Math.max(1, rules.params.liquidityGate.minCash) && bid > 0;
}

/**
 * Whether a market is so thin that who sees no more of it may barter: a law of the regime `mixed_liquidity_gated`.
 *
 * @param depth - as {@link depthOf} says
 */
export function isThin(depth: number, rules: Rules): boolean {
  return depth < rules.params.liquidityGate.minQuotes;
}

/**
 * How many of some agents stand on the shorter side of the thinnest market for money.
 *
 * @example
 * const barterOpen = liquidityDepth(everybody, rules) < rules.params.liquidityGate.minQuotes;
 */
export function liquidityDepth(agents: Iterable<ExchangeAgentInput>, input: Rules | RulesInput = {}): number {
  const rules = createRules(input);
  const traders = createTraders(createAgents(agents, rules), rules);
  return depthOf(
    traders,
    traders.ids.map((_, row) => row),
  );
}
