import type { Participants } from '../participants.js';
import type { PriceGrid } from '../price-grid.js';
import type { ClearingQuanta } from '../round-quanta.js';
import { readColumns } from './clearing-columns.js';
import { clearFiltered } from './filtered-clearing.js';
import { type ClearingOrders, type ClearingRules, clearPlainly } from './plain-clearing.js';

/** Constrained clearing: see {@link clearPlainly} for what it computes. */
export function clearOrders(
  market: Pick<Participants, 'goods' | 'count'>,
  prices: PriceGrid,
  orders: ClearingOrders,
  rules: ClearingRules,
): ClearingQuanta {
  const columns = readColumns(market, prices, orders, rules);
  return columns === null ? clearPlainly(market, prices, orders, rules) : clearFiltered(columns, rules);
}
