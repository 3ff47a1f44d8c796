import { decimal, sum } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { run } from '../program.js';

it('deposits-in-order: 45 is paid out of 30 at South, the older, and 15 at North', async () => {
  const { ledger } = await run(() => import('./deposits-in-order.js'));
  const held = (agent: string): string[] => ledger.held(agent, 'deposit').map((d) => `${d.asset} ${d.amount}`);
  expect(held('Ada')).toEqual(['deposit/North 35']);
  expect(held('Ben')).toEqual(['deposit/South 30', 'deposit/North 15']);
  expect(ledger.balance('North', 'deposit/North').toString()).toBe('-50');
});

it('laws-of-a-loan: whoever may borrow is never without money', async () => {
  const { outcomes } = await run(() => import('./laws-of-a-loan.js'));
  expect(outcomes.get('paid')).toBeGreaterThan(0);
  expect(outcomes.has('INSUFFICIENT_BALANCE')).toBe(false);
});

it('netting-circle: nobody can pay first, all can pay at once', async () => {
  const { ledger, contracts, refusals } = await run(() => import('./netting-circle.js'));
  expect(refusals).toEqual(['INSUFFICIENT_BALANCE']);
  expect(contracts.dueOn(1)).toEqual([]);
  for (const agent of ledger.agents()) expect(ledger.cash(agent).eq(0)).toBe(true);
});

it('quote-a-dealer: worked example 4 of the dealer specification', async () => {
  const { quotes } = await run(() => import('./quote-a-dealer.js'));
  expect(quotes.map(({ executionAsk }) => executionAsk.toString())).toEqual(['1.03', '1.08', '1.15']);
  expect(quotes.map(({ bid }) => bid.toString())).toEqual(['0.97', '1.02', '1.07']);
  expect(quotes.map(({ capacity }) => capacity.toString())).toEqual(['4', '4', '4']);
});

it('snapshot: what was saved is there again, and the journal tells the same', async () => {
  const { restored, kept, replayed } = await run(() => import('./snapshot.js'));
  expect(restored.cash('Ada').toString()).toBe('99.95');
  expect(restored.cash('CB').toString()).toBe('-99.95');
  expect(kept?.claims.map(({ holder, face }) => `${holder} ${face}`)).toEqual(['Ben 40', 'Cleo 20']);
  expect(replayed.ledger.snapshot()).toEqual(restored.snapshot());
});

it('split-money: shares and payments add up', async () => {
  const { shares, plan } = await run(() => import('./split-money.js'));
  expect(shares.map(String)).toEqual(['33.34', '33.33', '33.33']);
  // Worked example 9 of the dealer specification: 3 of cash for 8 tickets.
  expect(plan.payments.map(({ amount }) => amount.toString())).toEqual(['1.125', '0.75', '1.125']);
  expect(sum(plan.payments.map(({ amount }) => amount)).eq(decimal(3))).toBe(true);
  expect(plan.recoveryRate.toString()).toBe('0.375');
});

it('streams: a stream knows its seed and its label, nothing else', async () => {
  const { rolls, printed } = await run(() => import('./streams.js'));
  expect(rolls(7, 0)).toBe(rolls(7, 5));
  expect(rolls(7, 0)).not.toBe(rolls(8, 0));
  expect(printed.at(-1)).toMatch(/true$/);
});

it('sale: claim and money change hands together, or not at all', async () => {
  const { ledger, contracts, refusal } = await run(() => import('./sale.js'));
  expect(refusal?.code).toBe('INSUFFICIENT_BALANCE');
  expect(contracts.owedBy('Dan')[0]?.claims.map(({ holder, face }) => `${holder} ${face}`)).toEqual([
    'Ada 20',
    'Ben 40',
  ]);
  expect(ledger.agents().map((agent) => `${agent} ${ledger.cash(agent)}`)).toEqual([
    'CB -50',
    'Ada 38.5',
    'Ben 11.5',
    'Cleo 0',
    'Dan 0',
  ]);
});

it('shared-claim: 45 for 60 is three quarters for each, and a quarter stays owed', async () => {
  const { ledger, contracts } = await run(() => import('./shared-claim.js'));
  expect(['Ada', 'Ben', 'Cleo'].map((agent) => ledger.cash(agent).toString())).toEqual(['0', '30', '15']);
  expect(contracts.owedBy('Ada')[0]?.amount.toString()).toBe('15');
  expect(contracts.owedBy('Ada')[0]?.claims.map(({ face }) => face.toString())).toEqual(['10', '5']);
});

it('records: one line per event, decimals without exponent or trailing zeros', async () => {
  const { lines, log } = await run(() => import('./records.js'));
  expect(lines).toEqual([
    '{"kind":"RateSet","day":0,"seq":0,"new_rate":"0.05"}',
    '{"kind":"LoanGranted","day":1,"seq":1,"borrower":"Ada","amount":"1000"}',
  ]);
  expect(log.events).toHaveLength(2);
});

it('discount: 100 e^(-0.05 90/365) is 98.77 and half a cent', async () => {
  const { price, yieldPerYear } = await run(() => import('./discount.js'));
  expect(price.toString()).toBe('98.77');
  // -ln(0.9877) 365/90 = 0.05019...: the cent lost in rounding is a gain for the buyer.
  expect(yieldPerYear.toString()).toBe('0.0502');
});
