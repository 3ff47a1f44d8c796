import { refusal } from './problems.js';
import type { QuotedAgent } from './quoted-agent.js';
import type { Trade } from './trade.js';

/**
 * What a buyer may spend in one purchase for money, so that a rule of financing can bind a market.
 *
 * Law: a whole number of at least 0 that depends on the buyer and its own trades of this tick only. It is asked for when it is needed.
 */
export interface PurchaseLimit {
  /** Minor units of money. */
  limit(buyer: QuotedAgent): number;
  /** Told of every trade for money as it is carried out, inside the transaction of its tick. */
  traded?(trade: Trade): void;
}

/**
 * The limit of one buyer.
 *
 * @throws ExchangeError `PORT_ANSWER_INVALID` when it is no whole number of at least 0
 */
export function askLimit(port: PurchaseLimit, buyer: QuotedAgent): number {
  const limit = port.limit(buyer);
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw refusal('PORT_ANSWER_INVALID', `purchaseLimit of agent ${buyer.id}`, limit, 'a whole number of at least 0');
}
