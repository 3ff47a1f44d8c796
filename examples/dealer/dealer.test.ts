import { decimal, sum } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { run } from '../program.js';
import type { Outcome } from './run-on-a-dealer.js';

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

it('direct-orders: worked example 5 of the dealer specification', async () => {
  const { results, ledger, market } = await run(() => import('./direct-orders.js'));
  expect(results.map((result) => result.kind === 'Executed' && result.price.toString())).toEqual([
    '0.97',
    '0.98',
    '0.97',
  ]);
  expect(ledger.cash('dealer_notes').toString()).toBe('1.04');
  expect(market.equity('dealer_notes').toString()).toBe('4.04');
  expect(market.shelf('dealer_notes').home).toHaveLength(3);
});

it('shared-ledger: two tickets cover what Ben owes, and the claims still add up', async () => {
  const { trades, ledger, contracts } = await run(() => import('./shared-ledger.js'));
  // M 1, O 0.20, no ticket and 3 of cash: X* 3, I 0.05, p 1.06. Then one ticket and 1.965: X* 2, I 1/15, p 1.
  expect(trades.map((trade) => trade.kind === 'Executed' && trade.price.toString())).toEqual([
    '1.035',
    '0.966666666667',
  ]);
  expect(ledger.cash('Ben').toString()).toBe('2.001666666667');
  expect(ledger.cash('dealer_short').plus(ledger.cash('Ben')).toString()).toBe('3');
  const [debt] = contracts.owedBy('Ada');
  expect(debt?.claims.map(({ holder, face }) => `${holder} ${face}`)).toEqual(['Ben 3.5', 'dealer_short 2']);
  expect(sum(debt?.claims.map(({ face }) => face) ?? []).toString()).toBe(debt?.amount.toString());
});

it('own-ticket-choice: by the rule the ticket due first, by choice the one due last', async () => {
  const { sale, longestFirst } = await run(() => import('./own-ticket-choice.js'));
  // Dealers have 2 of cash and no tickets: X* 2. Short: I 1/15, p 1.05. Mid: I 0.1, p 1.075.
  expect(sale()).toContain('of Ben at 1.016666666667');
  expect(sale(longestFirst)).toContain('of Cleo at 1.025');
});

it('own-eligibility: only sales, up to three days before the seller has to pay', async () => {
  const { events, dueDays } = await run(() => import('./own-eligibility.js'));
  const ahead = events.of('Trade').map(({ day, trader }) => (dueDays.get(trader) ?? -1) - day);
  expect(events.of('Trade').every(({ side }) => side === 'SELL')).toBe(true);
  expect(Math.min(...ahead)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(3);
  expect(Math.max(...ahead)).toBeGreaterThan(0);
});

it('own-outside-source: nobody has to sell below 0.98', async () => {
  const { events } = await run(() => import('./own-outside-source.js'));
  const sales = events.of('Trade').filter(({ side }) => side === 'SELL');
  expect(sales.every(({ price }) => price.gte('0.98'))).toBe(true);
  const toTheBank = sales.filter(({ vbt }) => vbt === 'CB');
  expect(toTheBank.length).toBeGreaterThan(0);
  expect(toTheBank.every(({ price, isPassThrough }) => isPassThrough && price.eq('0.98'))).toBe(true);
});

it('run-on-a-dealer: a standing bid pays the lender, and without one the bucket passes everything through', async () => {
  const { runOnDealer } = await run(() => import('./run-on-a-dealer.js'));
  const [alone, backed] = ['0', '0.85'].map((bid) => runOnDealer(decimal(bid))) as [Outcome, Outcome];
  // The value-based trader has money for one ticket.
  expect([alone.sold, alone.missing.gt(0), alone.market.closed]).toEqual([1, true, ['dealer_short']]);
  expect([backed.missing.gt(0), backed.market.closed]).toEqual([false, []]);
  expect(backed.sold).toBeGreaterThan(1);
  expect(alone.market.bidFor(1, 'Ben')).toBeUndefined();
  expect(backed.market.bidFor(1, 'Ben')?.amount.gte('0.85')).toBe(true);
  for (const { ledger } of [alone, backed]) {
    const cash = ledger.agents().map((agent) => ledger.cash(agent));
    expect(sum(cash).eq(0)).toBe(true);
    expect(cash.filter((amount) => amount.lt(0))).toEqual([ledger.cash('CB')]);
  }
});

it('resume: the days after the snapshot are the same', async () => {
  const { whole, resumed } = await run(() => import('./resume.js'));
  expect(whole).toContain('"kind":"Trade"');
  expect(resumed).toBe(whole);
});

it('config-from-json: three tickets; an inexact number, a missing field and an unknown one are named', async () => {
  const { market, problems } = await run(() => import('./config-from-json.js'));
  expect(market.ledger.cash('Ada').toString()).toBe('0.1');
  expect(market.tickets().map(({ id }) => id)).toEqual(['P1#0', 'P1#1', 'P1#2']);
  expect(problems.map(({ path }) => path)).toEqual(['traders[0].cash', 'debts[0].dueDay', 'debts[0]']);
});

it('anchors-after-losses: worked example 3 of the dealer specification', async () => {
  const { after, clipped, negative } = await run(() => import('./anchors-after-losses.js'));
  expect([after.mid, after.spread].map(String)).toEqual(['0.333333333333', '0.7']);
  expect([clipped.ask, clipped.bid].map(String)).toEqual(['0.683333333333', '0']);
  expect(negative.bid.toString()).toBe('-0.016666666667');
});

it('from-columns: every ticket is gone after ten days, and money is neither made nor lost', async () => {
  const { market, money } = await run(() => import('./from-columns.js'));
  expect(market.day).toBe(10);
  expect(market.traders).toHaveLength(10_000);
  expect(market.isStable()).toBe(true);
  expect(money.eq(0)).toBe(true);
});
