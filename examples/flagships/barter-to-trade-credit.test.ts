import { expect, it } from 'vitest';
import { barterToTradeCredit, live } from './barter-to-trade-credit.js';

const seeds = Array.from({ length: 100 }, (_, k) => k + 1);
const regime = 'money_only';

it('is the same to the last event whether nobody may owe anything or there is no credit', () => {
  for (const seed of seeds) {
    const without = live({ regime }, seed, 2).economy.events.events;
    const nothing = live({ regime, tradeCredit: { termDays: 10, maxDebt: 0 } }, seed, 2).economy.events.events;
    expect(nothing, `seed ${seed}`).toEqual(without);
    expect(without.some(({ kind }) => kind === 'ExchangeTrade')).toBe(true);
  }
});

it('has no trade for money without money', () => {
  for (const seed of seeds) expect(live({ regime }, seed, 0).economy.events.of('ExchangeTrade')).toEqual([]);
});

it('gets goods to more use on credit where money is scarcest, if little may be owed', () => {
  const result = barterToTradeCredit(2, 2);
  const { count, interval } = result.difference('money', 'credit', 'utility');
  expect(count).toBe(100);
  expect(interval?.lower.gt(0)).toBe(true);
});
