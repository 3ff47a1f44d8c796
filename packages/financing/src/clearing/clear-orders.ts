import type { Participants } from '../participants.js';
import type { PriceGrid } from '../price-grid.js';
import type { ClearingQuanta } from '../round-quanta.js';
import { type ClearingOrders, type ClearingRules, clearPlainly } from './plain-clearing.js';

/** Constrained clearing: see {@link clearPlainly} for what it computes. */
export function clearOrders(
  market: Pick<Participants, 'goods' | 'count'>,
  prices: PriceGrid,
  orders: ClearingOrders,
  rules: ClearingRules,
): ClearingQuanta {
  return clearPlainly(market, prices, orders, rules);
}
