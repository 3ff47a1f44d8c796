import type { Decimal } from '@bagehot/kernel';
import type { AgentOrders } from '../agent-orders.js';
import { type PriceGrid, priceGrid } from '../price-grid.js';
import { type PriceInput, readPrices } from '../prices.js';
import type { Problems } from '../problems.js';
import type { OrdersQuanta } from '../round-quanta.js';
import { type Rows, readRow, readSignedRow } from '../signed-rows.js';
import { readBounds } from './bound-columns.js';

/** The orders of a market as columns, by ascending id. */
export interface OrderColumns {
  readonly market: Rows & { readonly count: number };
  readonly namedPrices: readonly (Decimal | null)[];
  readonly prices: PriceGrid;
  /** In the order of the rows. */
  readonly rows: readonly AgentOrders[];
  readonly orders: OrdersQuanta;
}

/** Reads orders and prices and notes every problem; call `problems.check` before using what it returns. */
export function readOrders(
  given: readonly AgentOrders[],
  priceInput: PriceInput,
  quantityScale: number,
  problems: Problems,
): OrderColumns {
  const namedPrices = readPrices(priceInput, undefined, problems);
  const prices = priceGrid(namedPrices);
  const market = { goods: namedPrices.length, count: given.length, quantityScale };
  const order = [...given.keys()].sort((a, b) => (given[a] as AgentOrders).id - (given[b] as AgentOrders).id);
  const rows = order.map((index) => given[index] as AgentOrders);
  const path = (row: number): string => `orders[${order[row]}]`;
  for (const [row, { id }] of rows.entries())
    if (id === rows[row - 1]?.id) problems.add('DUPLICATE_AGENT_ID', `${path(row)}.id`, id, 'unique');
  const amounts = rows.map((orders, row) => readAmounts(orders, market, namedPrices, path(row), problems));
  const bounds = readBounds(
    rows.map((orders) => orders.bounds),
    prices.decimals + quantityScale,
    path,
    problems,
  );
  return {
    market,
    namedPrices,
    prices,
    rows,
    orders: {
      desired: amounts.flatMap(({ desired }) => desired),
      requested: amounts.flatMap(({ requested }) => requested),
      ...bounds,
    },
  };
}

/** One agent's signed orders. Nobody may ask for more than it desires, or offer more than it carries. */
function readAmounts(
  orders: AgentOrders,
  market: Rows,
  prices: readonly (Decimal | null)[],
  path: string,
  problems: Problems,
): Pick<OrdersQuanta, 'desired' | 'requested'> {
  const desired = readSignedRow(market, orders.desiredBuys, orders.desiredSells, `${path}.desired`, problems);
  const requested = readSignedRow(market, orders.requestedBuys, orders.requestedSells, `${path}.requested`, problems);
  const carried = readRow(market, orders.bounds.sellCapacity, `${path}.bounds.sellCapacity`, problems);
  for (const [g, amount] of requested.entries()) {
    const wish = desired[g] as bigint;
    const [at, shown] = [
      `${path}.requested${amount < 0n ? 'Sells' : 'Buys'}[${g}]`,
      `${amount < 0n ? -amount : amount} quanta`,
    ];
    if (amount > 0n ? amount > wish : amount < 0n && amount < wish)
      problems.add('INVALID_OPTION', at, shown, 'at most what is desired');
    if (-amount > (carried[g] as bigint))
      problems.add('SELL_CAPACITY_VIOLATED', at, shown, `at most what is carried, ${carried[g]} quanta`);
    if (amount !== 0n && prices[g] === null) problems.add('INVALID_OPTION', at, shown, '0, as the good has no price');
  }
  return { desired, requested };
}
