import { createEconomy, type SimEvent } from '@bagehot/sim';
import { expect, it } from 'vitest';
import { type Arm, barterToTradeCredit, play } from './barter-to-trade-credit.js';

const seeds = Array.from({ length: 100 }, (_, k) => k + 1);

function log(arm: Arm, seed: number, maxDebt: number): readonly SimEvent[] {
  const economy = createEconomy({ seed, journal: 'none' });
  play(economy, arm, { maxDebt, money: 2 });
  return economy.events.events;
}

it('is the same to the last event whether nobody may owe anything or there is no credit', () => {
  for (const seed of seeds) {
    const without = log('money', seed, 2);
    expect(without.some(({ kind }) => kind === 'ExchangeTrade')).toBe(true);
    expect(log('credit', seed, 0), `seed ${seed}`).toEqual(without);
  }
});

it('has no trade for money without money', () => {
  for (const seed of seeds) {
    const { trades } = play(createEconomy({ seed, journal: 'none' }), 'money', { maxDebt: 2, money: 0 });
    expect(trades, `seed ${seed}`).toBe(0);
  }
});

it('gets goods to more use on credit where money is scarcest, if little may be owed', () => {
  const { count, interval } = barterToTradeCredit({ maxDebt: 2, money: 2 }).difference('money', 'credit', 'utility');
  expect(count).toBe(100);
  expect(interval?.lower.gt(0)).toBe(true);
});
