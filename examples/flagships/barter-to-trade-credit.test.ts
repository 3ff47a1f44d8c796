import { createEconomy, type SimEvent } from '@bagehot/sim';
import { expect, it } from 'vitest';
import { type Arm, barterToTradeCredit, type Point, play } from './barter-to-trade-credit.js';

const seeds = Array.from({ length: 100 }, (_, k) => k + 1);

function log(arm: Arm, seed: number, point: Point): readonly SimEvent[] {
  const economy = createEconomy({ seed, journal: 'none' });
  play(arm, seed, point, economy);
  return economy.events.events;
}

it('is the same to the last event whether nobody may owe anything or there is no credit', () => {
  for (const seed of seeds) {
    const without = log('money', seed, [2, 2]);
    expect(without.some(({ kind }) => kind === 'ExchangeTrade')).toBe(true);
    expect(log('credit', seed, [2, 0]), `seed ${seed}`).toEqual(without);
  }
});

it('has no trade for money without money', () => {
  for (const seed of seeds) expect(play('money', seed, [0, 2]).trades, `seed ${seed}`).toBe(0);
});

it('gets goods to more use on credit where money is scarcest, if little may be owed', () => {
  const { count, interval } = barterToTradeCredit(2, 2).difference('money', 'credit', 'utility');
  expect(count).toBe(100);
  expect(interval?.lower.gt(0)).toBe(true);
});
