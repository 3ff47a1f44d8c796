import { type PairType, rank, type Trade } from '@bagehot/exchange';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface RankingCase {
  readonly id: string;
  readonly goods: readonly string[];
  readonly candidates: readonly {
    readonly pair: PairType;
    readonly seller: number;
    readonly buyer: number;
    readonly seller_gain: string;
    readonly buyer_gain: string;
  }[];
  readonly order: readonly number[];
  readonly order_exact: readonly number[];
}

describe('ranking', () => {
  for (const { id, goods, candidates, order, order_exact } of goldenCases<RankingCase>(
    'exchange/ranking.json',
    'cases',
  )) {
    const trades = candidates.map(({ pair, seller, buyer, ...gains }): Trade => {
      const sellerGain = Number(gains.seller_gain);
      const buyerGain = Number(gains.buyer_gain);
      const totalSurplus = buyerGain + sellerGain;
      return {
        pairType: pair,
        sellerId: seller,
        buyerId: buyer,
        dX: 1,
        dY: 1,
        price: 1,
        sellerGain,
        buyerGain,
        totalSurplus,
      };
    });
    it(id, () => {
      const indexes = (tieTolerance: number | undefined) =>
        rank(trades, { goods, params: { tieTolerance } }).map((trade) => trades.indexOf(trade));
      expect(indexes(undefined)).toEqual(order);
      expect(indexes(0)).toEqual(order_exact);
    });
  }
});
