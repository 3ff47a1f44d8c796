import { type ExchangeAgent, MONEY, type Trade } from '@bagehot/exchange';
import { checkMoneyMode, checkPurchaseLimit, checkRegime, checkUtility } from '@bagehot/exchange/testing';
import { sum } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { run } from '../program.js';

/** A good and money by agent. */
const held = (agents: readonly ExchangeAgent[], good: string): readonly number[] =>
  agents.map(({ inventory }) => inventory[good] ?? 0);
const total = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);

it('first-trade: Ada has apples, Ben bread; each search finds another block, and both gain by each', async () => {
  const { barter, every, found } = await run(() => import('./first-trade.js'));
  // u = sqrt(apples * bread): Ada goes from 3 to 4, Ben from 4 to sqrt(21).
  expect(barter).toMatchObject({ pairType: 'apples<->bread', sellerId: 1, dX: 1, dY: 1 });
  expect(barter?.sellerGain).toBeCloseTo(1, 12);
  expect(barter?.buyerGain).toBeCloseTo(Math.sqrt(21) - 4, 12);
  expect(every.map(({ pairType }) => pairType)).toEqual(['apples<->bread', 'apples<->M', 'bread<->M']);
  expect(found.map((trade) => [trade?.dX, trade?.dY])).toEqual([
    [1, 1],
    [5, 5],
    [4, 3],
  ]);
  const product = (trade: Trade | null): number => (trade?.sellerGain ?? 0) * (trade?.buyerGain ?? 0);
  const [minimum, maximum, nash] = found.map((trade) => product(trade ?? null));
  expect(nash).toBeGreaterThan(Math.max(minimum ?? 0, maximum ?? 0));
  for (const trade of [...every, ...found]) {
    expect(trade?.sellerGain).toBeGreaterThan(0);
    expect(trade?.buyerGain).toBeGreaterThan(0);
  }
});

it('regimes: barter gains least; with both, these five gain less than with money alone', async () => {
  const { outcomes, before, welfare } = await run(() => import('./regimes.js'));
  const gains = Object.fromEntries(
    Array.from(outcomes, ([regime, { agents }]) => [regime, welfare(agents) - before] as const),
  );
  expect(gains['barter_only']).toBeLessThan(gains['mixed'] ?? 0);
  expect(gains['mixed']).toBeLessThan(gains['money_only'] ?? 0);
  expect([...outcomes.values()].every(({ converged }) => converged)).toBe(true);
  for (const [regime, { agents, trades }] of outcomes) {
    expect([total(held(agents, 'A')), total(held(agents, 'B')), total(held(agents, MONEY))]).toEqual([24, 20, 200]);
    const surplus = total(trades.flat().map(({ totalSurplus }) => totalSurplus));
    expect(surplus).toBeCloseTo(gains[regime] ?? Number.NaN, 9);
  }
});

it('third-good: no two can swap, and two units of money each let everybody have what it wants', async () => {
  const { barter, broke, money, goods } = await run(() => import('./third-good.js'));
  expect([barter.trades, broke.trades]).toEqual([[], []]);
  expect(goods.map((good) => held(money.agents, good))).toEqual([
    [0, 0, 5],
    [5, 0, 0],
    [0, 5, 0],
  ]);
  expect(held(money.agents, MONEY)).toEqual([2, 2, 2]);
});

it('own-regime: barter in the street, money between streets', async () => {
  const { outcome, neighbourly } = await run(() => import('./own-regime.js'));
  checkRegime(neighbourly, { numRuns: 20 });
  const street = (id: number): number => Math.floor(id / 10);
  const trades = outcome.trades.flat();
  expect(new Set(trades.map(({ pairType }) => pairType)).size).toBe(2);
  for (const { pairType, sellerId, buyerId } of trades)
    expect(pairType.endsWith('<->M')).toBe(street(sellerId) !== street(buyerId));
});

it('own-money-mode: money flows until it is worth nearly the same to both', async () => {
  const { exchange, worth, purse } = await run(() => import('./own-money-mode.js'));
  checkMoneyMode(purse, { numRuns: 10 });
  expect(exchange.agents.map(({ lambdaMoney }) => lambdaMoney)).toEqual(exchange.agents.map(worth));
  const [one = 0, two = 0] = exchange.agents.map(({ lambdaMoney }) => lambdaMoney);
  expect(Math.max(one / two, two / one)).toBeLessThan(1.1);
  expect(total(held(exchange.agents, MONEY))).toBe(420);
});

it('own-utility: left shoes for right ones, until both kinds make pairs', async () => {
  const { outcome, registry, shoes } = await run(() => import('./own-utility.js'));
  checkUtility(shoes.create({ pair: 3 }, ['left', 'right']), { numRuns: 50 });
  expect(registry.names('utility')).toContain('shoes');
  expect(outcome.agents.map(({ inventory }) => [inventory['left'], inventory['right']])).toEqual([
    [4, 3],
    [3, 3],
  ]);
});

it('purchase-limit: a quarter of 40 buys three at most', async () => {
  const { free, bound, quarter } = await run(() => import('./purchase-limit.js'));
  checkPurchaseLimit(quarter, { numRuns: 10 });
  // Each unit is worth 2 to one and 5 to the other: the product of gains is largest half-way.
  expect([free?.dX, free?.dY, free?.totalSurplus]).toEqual([10, 35, 30]);
  expect(bound?.dY).toBeLessThanOrEqual(10);
  expect(bound?.totalSurplus).toBe(3 * (bound?.dX ?? 0));
});

it('trade-credit: two loaves instead of one on the first day, and 1.50 owed for 1.42 that was missing', async () => {
  const { cash, credit } = await run(() => import('./trade-credit.js'));
  // A loaf is worth 0.50 to Ada and 2.00 to Ben, who has 1.00: for two he then pays, owing f, gains f and 3.00 - f; half-way f is 1.50, which is 1.42 and 5 %.
  expect([cash, credit].map(({ evenings }) => evenings[0]?.bread)).toEqual([1, 2]);
  expect(credit.evenings[0]?.owed.toFixed(2)).toBe('1.50');
  credit.evenings.forEach(({ bread, owed }, day) => {
    expect(bread).toBeGreaterThan(cash.evenings[day]?.bread ?? 0);
    expect(owed.gt(0) && owed.lte('4.20')).toBe(true);
  });
  const { ledger, contracts } = credit;
  for (const asset of ['cash', 'good/bread'])
    expect(sum(ledger.agents().map((agent) => ledger.balance(agent, asset))).eq(0)).toBe(true);
  // Ada is paid what Ben had, or holds a claim on it: 20 - 18 loaves are left to her.
  expect(String(ledger.balance('Ada', 'good/bread'))).toBe('2');
  const claims = sum(contracts.heldBy('Ada').map(({ amount }) => amount));
  expect(claims.eq(credit.evenings.at(-1)?.owed ?? 0)).toBe(true);
  const paid = Array.from(ledger.journal, (entry) => (entry.op === 'transfer' ? entry : null));
  expect(paid.some((entry) => entry?.kind === 'settlement')).toBe(true);
  expect(cash.contracts.owedBy('Ben')).toEqual([]);
});

it('village: forages and trades in turn, and loses no money', async () => {
  const { village, events, printed } = await run(() => import('./village.js'));
  const days = (kind: string): readonly number[] => events.events.filter((e) => e.kind === kind).map(({ day }) => day);
  expect(days('ModeChanged')).toEqual([10, 25, 35]);
  expect(days('Harvested').every((day) => day % 25 < 10)).toBe(true);
  expect(days('ExchangeTrade').every((day) => day % 25 >= 10)).toBe(true);
  expect(village.tick).toBe(50);
  const atFirst = events.events.flatMap((event) => (event.kind === 'AgentSnapshot' && event.day === -1 ? [event] : []));
  expect(total(held(village.agents, MONEY))).toBe(total(atFirst.map(({ holdings }) => holdings[2] ?? 0)));
  expect(printed).toHaveLength(8);
});

it('resume: text is all it takes', async () => {
  const { whole, resumed } = await run(() => import('./resume.js'));
  expect(resumed).toBe(whole);
  expect(whole).toContain('ExchangeTrade');
});

it('shared-ledger: the market spends what the rest of the economy has paid', async () => {
  const { ledger, exchange } = await run(() => import('./shared-ledger.js'));
  for (const asset of ['cash', 'good/bread', 'good/wine'])
    expect(sum(ledger.agents().map((agent) => ledger.balance(agent, asset))).eq(0)).toBe(true);
  // 3.50 at the beginning, and twelve wages for two.
  expect(String(ledger.cash('state'))).toBe('-21.5');
  const kinds = new Set(Array.from(ledger.journal, (entry) => ('kind' in entry ? entry.kind : entry.op)));
  expect([...kinds]).toEqual(expect.arrayContaining(['endowment', 'trade', 'wage', 'meal']));
  expect(exchange.tick).toBe(12);
});
