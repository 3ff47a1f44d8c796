import type { TableColumn, TableSpec } from '@bagehot/kernel';
import { type Good, MONEY } from '../../goods.js';
import type { PairTable } from '../../pair-type.js';
import { type Trade, tradeDirection } from '../../trade.js';
import { count, nullable, real, rowTable, type TableCell, type TableEvent, text } from './table-columns.js';

/** A row per trade: what has gone from the seller to the buyer and back, good by good, and what it was worth to either. */
export function trades(pairs: PairTable): TableSpec<TableEvent> {
  const names = [...pairs.goods, MONEY];
  return rowTable(
    'trades',
    'ExchangeTrade',
    [
      count('x'),
      count('y'),
      count('buyer_id'),
      count('seller_id'),
      ...names.map((name): TableColumn => count(`d${name}`)),
      real('price'),
      text('direction'),
      text('exchange_pair_type'),
      real('buyer_lambda'),
      real('seller_lambda'),
      real('buyer_surplus'),
      real('seller_surplus'),
    ],
    ({ trade, cell, buyerLambda, sellerLambda }) => [
      ...cell,
      trade.buyerId,
      trade.sellerId,
      ...amountsOf(trade, pairs, names),
      trade.price,
      tradeDirection(trade),
      trade.pairType,
      buyerLambda,
      sellerLambda,
      trade.buyerGain,
      trade.sellerGain,
    ],
  );
}

/** What a trade moves of each good and of money; 0 of what it does not concern. */
function amountsOf({ pairType, dX, dY }: Trade, pairs: PairTable, names: readonly Good[]): readonly number[] {
  const [x, y] = placesOf(pairType, pairs);
  return names.map((_, k) => (k === x ? dX : k === y ? dY : 0));
}

/** Where what is sold and what pays are among the goods and money. */
export function placesOf(pairType: string, pairs: PairTable): readonly [x: number, y: number] {
  const pair = pairs.find(pairType);
  if (pair !== undefined) return [pair.x, pair.y];
  const names = [...pairs.goods, MONEY];
  const [good = '', payment = ''] = pairType.split('<->');
  return [names.indexOf(good), names.indexOf(payment)];
}

/** A row per meeting of two who are paired. Of one without a trade the lower id stands as the seller: that is what is tried first. */
export const tradeAttempts: TableSpec<TableEvent> = rowTable(
  'trade_attempts',
  'TradeAttempted',
  [
    count('buyer_id'),
    count('seller_id'),
    nullable(text('pair_type')),
    nullable(count('dX')),
    nullable(count('dY')),
    ...['price', 'buyer_gain', 'seller_gain'].map((name) => nullable(real(name))),
    text('result'),
    nullable(text('reason')),
  ],
  ({ agents: [low, high], trade }): readonly TableCell[] => {
    if (trade === null) return [high, low, null, null, null, null, null, null, 'none', 'no_block'];
    const { buyerId, sellerId, pairType, dX, dY, price, buyerGain, sellerGain } = trade;
    return [buyerId, sellerId, pairType, dX, dY, price, buyerGain, sellerGain, 'traded', null];
  },
);
