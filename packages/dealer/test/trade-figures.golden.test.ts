import { createTradeFigures, makersProfit, type TradeEvent } from '@bagehot/dealer';
import { type Decimal, decimal, ZERO } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface Position {
  readonly cash_start: string;
  readonly face_start: string;
  readonly M_start: string;
  readonly cash_end: string;
  readonly face_end: string;
  readonly M_end: string;
}

interface TradeSet {
  readonly id: string;
  readonly trades: readonly {
    readonly side: 'BUY' | 'SELL';
    readonly face: string;
    readonly price: string;
    readonly passthrough: boolean;
  }[];
  readonly dealers: Readonly<Record<string, Position>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Ratios as the vectors write them: 20 decimals, half up. */
const twenty = (value: Decimal | null): string | null => value?.round(20, 1).toFixed() ?? null;

/** Prices are per unit of face in the vectors; a ticket has face 1. */
function tradeEvent({ side, face, price, passthrough }: TradeSet['trades'][number]): TradeEvent {
  return {
    kind: 'Trade',
    day: 0,
    side,
    trader: 'H1',
    ticket: 'P1#0',
    bucket: 'short',
    price: decimal(price),
    isPassThrough: passthrough,
    dealer: 'dealer_short',
    quantity: decimal(face),
    amount: decimal(price).times(face),
    quoteBefore: { bid: ZERO, ask: ZERO },
    inventoryAfter: 0,
  };
}

describe('recorded sets of trades', () => {
  for (const { id, trades, dealers, expected } of goldenCases<TradeSet>('ring/comparison.json', 'trade_sets'))
    it(id, () => {
      const figures = createTradeFigures({ ticketSize: decimal(1), anchors: new Map() });
      for (const trade of trades) figures.emit(tradeEvent(trade));
      const positions = Object.entries(dealers).map(([bucket, position]) => ({
        agent: bucket,
        equityStart: decimal(position.cash_start).plus(decimal(position.face_start).times(position.M_start)),
        equityEnd: decimal(position.cash_end).plus(decimal(position.face_end).times(position.M_end)),
        injected: ZERO,
      }));
      const profit = makersProfit(positions);
      const result = figures.result();
      expect({
        vbt_absorption_rate: twenty(result.absorptionRate),
        dealer_profit: profit.profit.toFixed(),
        dealer_profit_by_bucket: Object.fromEntries(
          positions.map((position) => [position.agent, makersProfit([position]).profit.toFixed()]),
        ),
        dealer_return: twenty(profit.return),
        outside_money_net: result.outsideMoneyNet.toFixed(),
        above_par_subsidy: result.aboveParSubsidy.toFixed(),
        mean_sell_price: twenty(result.meanSellPrice),
      }).toEqual(expected);
    });
});
