import type { TableColumn, TableSpec } from '@bagehot/kernel';
import { personName } from './bridges/goods-floor.js';
import type { SimEvent } from './economy.js';

const column = (name: string, type: TableColumn['type']): TableColumn => ({
  name,
  type,
});

/** Further tables of a run with a market for goods: `goods_trades`, a row per deal of an exchange, and `trade_credit`, a row per purchase on credit. */
export const goodsEventTables: readonly TableSpec<SimEvent>[] = [
  {
    name: 'goods_trades',
    columns: [
      column('day', 'integer'),
      column('pair_type', 'text'),
      column('seller', 'text'),
      column('buyer', 'text'),
      column('d_x', 'integer'),
      column('d_y', 'integer'),
      column('price', 'real'),
      column('credit', 'integer'),
      column('seller_gain', 'real'),
      column('buyer_gain', 'real'),
    ],
    rows(event) {
      if (event.kind !== 'ExchangeTrade') return [];
      const { pairType, sellerId, buyerId, dX, dY, price, credit = 0, sellerGain, buyerGain } = event.trade;
      const [seller, buyer] = [personName(sellerId), personName(buyerId)];
      return [[event.day, pairType, seller, buyer, dX, dY, price, credit, sellerGain, buyerGain]];
    },
  },
  {
    name: 'trade_credit',
    columns: [
      column('day', 'integer'),
      column('buyer', 'text'),
      column('seller', 'text'),
      column('contract', 'text'),
      column('credit', 'decimal'),
      column('face', 'decimal'),
      column('due_day', 'integer'),
    ],
    rows(event) {
      if (event.kind !== 'TradeCreditGranted') return [];
      const { day, buyer, seller, contract, credit, face, dueDay } = event;
      return [[day, buyer, seller, contract, credit.toFixed(), face.toFixed(), dueDay]];
    },
  },
];
