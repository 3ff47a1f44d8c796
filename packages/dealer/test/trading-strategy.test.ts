import { createTradingStrategies, type TradeEvent } from '@bagehot/dealer';
import { decimal, ZERO } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

describe('the strategy of one who', () => {
  const trade = (side: 'BUY' | 'SELL', ticket: string, route?: 'Layoff'): TradeEvent => ({
    kind: 'Trade',
    day: 0,
    side,
    trader: 'H1',
    ticket,
    bucket: 'all',
    price: decimal(1),
    isPassThrough: false,
    dealer: 'dealer_all',
    quantity: decimal(1),
    amount: decimal(1),
    quoteBefore: { bid: ZERO, ask: ZERO },
    inventoryAfter: 0,
    ...(route === undefined ? {} : { route }),
  });

  it.each([
    ['nothing', [], 'no_trade'],
    ['buys', [trade('BUY', 'P1#0')], 'hold_to_maturity'],
    ['sells', [trade('SELL', 'P1#0')], 'sell_before'],
    ['buys one ticket and sells another', [trade('BUY', 'P1#0'), trade('SELL', 'P1#1')], 'sell_before'],
    ['sells what it bought', [trade('BUY', 'P1#0'), trade('SELL', 'P1#0')], 'round_trip'],
    ['buys back what it sold', [trade('SELL', 'P1#0'), trade('BUY', 'P1#0')], 'round_trip'],
    ['is a dealer that lays off', [trade('SELL', 'P1#0', 'Layoff')], 'no_trade'],
  ])('%s', (_, trades, strategy) => {
    const strategies = createTradingStrategies();
    for (const event of trades) strategies.emit(event);
    strategies.emit({ kind: 'DayEnd', day: 0 });
    expect(strategies.of('H1')).toBe(strategy);
    expect(strategies.of('H2')).toBe('no_trade');
  });
});
