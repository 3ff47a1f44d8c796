import { type ExchangeAgentInput, pairTrade, runRounds } from '@bagehot/exchange';
import { expect, it } from 'vitest';

const ces = (wA: number, wB: number): ExchangeAgentInput['utility'] => ({ type: 'ces', params: { rho: 0.5, wA, wB } });

it('minimum misses a block where somebody has none of a good and asks five prices of a million', () => {
  const wanting = { id: 1, inventory: { A: 0, B: 4, M: 51 }, utility: ces(5, 1.75) };
  const having = { id: 2, inventory: { A: 2, B: 1, M: 23 }, utility: ces(3, 5) };
  expect(pairTrade(wanting, having, 'A<->M')).toBeNull();
  // u goes from 4 * 1.75^2 = 12.25 to (5 + 3.5)^2 = 72.25: an A is worth 60 of money to the one, and 21.4 to the other.
  const found = pairTrade(wanting, having, 'A<->M', { params: { tradeExecutionMode: 'nash' } });
  expect(found).toMatchObject({ sellerId: 2, dX: 1, dY: 41 });
  expect(found?.buyerGain).toBeCloseTo(60 - 41, 9);
});

it('money without anybody who has any does worse than barter', () => {
  const people = [
    { id: 1, inventory: { A: 8 }, utility: ces(1, 1) },
    { id: 2, inventory: { B: 8 }, utility: ces(1, 1) },
  ];
  expect(runRounds(people, { regime: 'barter_only' }).rounds).toBeGreaterThan(0);
  expect(runRounds(people, { regime: 'money_only' }).rounds).toBe(0);
});
