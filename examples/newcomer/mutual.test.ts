import { type Decimal, sum } from '@bagehot/kernel';
import { checkTradingPhase } from '@bagehot/ring/testing';
import { checkEconomy } from '@bagehot/sim/testing';
import { expect, it } from 'vitest';
import { run } from './composed-day.js';
import { mutual } from './mutual.js';

it.each(['0', '0.1', '1'])('with a premium of %s it keeps the laws of phases', (premium) => {
  checkTradingPhase(() => mutual(premium), { numRuns: 25 });
  checkTradingPhase(() => mutual(premium), { numRuns: 10, moneyDecimals: 0 });
});

it('leaves the laws of the economy alone, after every part of every day', () => {
  const { stopped } = run('0.1', 1, checkEconomy());
  expect(stopped).toBe('stable');
});

it('pays out what was paid in, and keeps the rest', () => {
  const { economy } = run('0.1', 1);
  const moved = (kind: string): Decimal =>
    sum(economy.events.of('CashTransferred').flatMap(({ cause, amount }) => (cause === kind ? [amount] : [])));
  expect(moved('cover').gt(0)).toBe(true);
  expect(economy.ledger.cash('pot')).toEqual(moved('premium').minus(moved('cover')));
});

it('is as if it were not there while nobody pays', () => {
  const [without, idle] = [run('0', 1, { phases: [] }), run('0', 1, { phases: [mutual('0')] })];
  expect(idle.metrics.defaultRate).toEqual(without.metrics.defaultRate);
});
