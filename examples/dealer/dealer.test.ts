import { sum } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { run } from '../program.js';

it('market-for-a-month: every debt is settled once, and no money is made', async () => {
  const { events, market, money } = await run(() => import('./market-for-a-month.js'));
  const settlements = [...events.of('Settlement'), ...events.of('Default')];
  expect(sum(settlements.map(({ totalDue }) => totalDue)).toString()).toBe(String(120 * 6));
  expect(settlements).toHaveLength(120);
  expect(new Set(events.of('Default').map(({ issuer }) => issuer))).toEqual(new Set(market.defaulted));
  expect(market.tickets()).toEqual([]);
  expect(money().eq(0)).toBe(true);
  const { bid, ask } = market.market.quote('short');
  const outside = market.market.outside('short');
  expect(outside.bid.lte(bid) && bid.lte(ask) && ask.lte(outside.ask)).toBe(true);
});

it('metrics: profit is the sum of its parts, and the default rate that of the debts', async () => {
  const { run: metrics, market } = await run(() => import('./metrics.js'));
  if (metrics === undefined) throw new Error('no metrics');
  expect(metrics.totalTrades).toBe(metrics.insideTrades + metrics.passThroughTrades);
  const due = sum(metrics.days.map((day) => day.due));
  const paid = sum(metrics.days.map((day) => day.paid));
  expect(due.toString()).toBe(String(100 * 5));
  expect(metrics.defaultRate?.times(due).round(12).eq(due.minus(paid))).toBe(true);
  expect(metrics.defaultedIssuers).toEqual(market.defaulted);
  for (const { dealer } of metrics.buckets) {
    const { trading, settlement, rebucketing, revaluation, profit, equityStart, equityEnd } = dealer;
    expect(sum([trading, settlement, rebucketing, revaluation]).eq(profit)).toBe(true);
    expect(equityEnd.minus(equityStart).eq(profit)).toBe(true);
  }
});

it('own-order-flow: one sale a day, on even days, by somebody who owes that day', async () => {
  const { events } = await run(() => import('./own-order-flow.js'));
  const trades = events.of('Trade');
  expect(trades.length).toBeGreaterThan(0);
  expect(new Set(trades.map(({ day }) => day)).size).toBe(trades.length);
  for (const { day, side, trader } of trades) {
    expect([side, day % 2]).toEqual(['SELL', 0]);
    const settled = events.events.filter((event) => 'issuer' in event && event.day === day);
    expect(settled.map((event) => 'issuer' in event && event.issuer)).toContain(trader);
  }
});

it('own-pricing: the cautious dealer never pays more than nine tenths', async () => {
  const { sales, cautious } = await run(() => import('./own-pricing.js'));
  const prices = sales(cautious).map(({ price }) => price);
  expect(prices.length).toBeGreaterThan(0);
  expect(prices.every((price) => price.lte('0.9'))).toBe(true);
  expect(sales().some(({ price }) => price.gt('0.9'))).toBe(true);
});

it('own-risk-policy: no sale below 0.95, no purchase of what runs longer than a week', async () => {
  const { events } = await run(() => import('./own-risk-policy.js'));
  const maturity = new Map(
    events.of('Init').flatMap(({ tickets }) => tickets.map((opening) => [opening.ticket, opening.maturityDay])),
  );
  expect(events.of('OrderRejected').some(({ reason }) => reason === 'risk')).toBe(true);
  for (const { side, price, day, ticket } of events.of('Trade'))
    expect(side === 'SELL' ? price.gte('0.95') : (maturity.get(ticket) ?? Infinity) - day <= 7).toBe(true);
});

it('record-and-replay: the script makes the same log without randomness', async () => {
  const { recorded, script, printed } = await run(() => import('./record-and-replay.js'));
  expect(recorded).toContain('"kind":"Trade"');
  expect(script.size).toBeGreaterThan(0);
  expect(printed.at(-1)).toBe('replayed: the same log? true');
});
