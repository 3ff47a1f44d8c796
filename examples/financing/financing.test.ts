import { financingModes } from '@bagehot/financing';
import { type Decimal, sum } from '@bagehot/kernel';
import { expect, it } from 'vitest';
import { run } from '../program.js';

const texts = (amounts: readonly (Decimal | null)[] | null | undefined): readonly string[] =>
  (amounts ?? []).map(String);

it('first-market: equal tastes make the values of the goods those of the weights', async () => {
  const { round } = await run(() => import('./first-market.js'));
  // Half of the wealth is spent on 12 grain, so all there is is worth 24: 6 bread and 4 beer are worth 6 each.
  expect(texts(round.equilibrium.prices)).toEqual(['1', '1', '1.5']);
  expect(round.agents.map(({ personal }) => texts(personal))).toEqual([
    ['6', '3', '2'],
    ['3', '1.5', '1'],
    ['3', '1.5', '1'],
  ]);
  expect(round.clearing?.goods.every(({ liquidityGap }) => liquidityGap.eq(0))).toBe(true);
});

it('both-modes: the gap under TOTAL_WEALTH is what is at home, and under PERSONAL it is larger', async () => {
  const { comparison } = await run(() => import('./both-modes.js'));
  const [difference] = comparison.differences;
  expect([difference?.baseline, difference?.mode]).toEqual(['PERSONAL', 'TOTAL_WEALTH']);
  expect(difference?.goods.every((less) => less.gte(0))).toBe(true);
  const [personal, total] = comparison.rounds.map(({ clearing }) => clearing?.goods ?? []);
  expect(total?.map(({ liquidityGap }) => liquidityGap.toFixed(9))).toEqual(['5.000000000', '8.000000000']);
  expect(personal?.map(({ liquidityGap }) => liquidityGap.toFixed(2))).toEqual(['7.31', '8.00']);
  expect(comparison.warnings).toEqual([]);
});

it('own-mode: nobody owes more than half of its home wealth, and some owe more without the mode', async () => {
  const { rounds, modes, share } = await run(() => import('./own-mode.js'));
  expect(modes.ids()).toEqual(['PERSONAL', 'TOTAL_WEALTH', 'COLLATERAL']);
  const debts = rounds.map(({ clearing, settlement }) =>
    (clearing?.agents ?? []).map(({ bounds: { totalWealth, personalWealth } }, row) => ({
      debt: settlement?.agents[row]?.balance.times(-1),
      limit: totalWealth.minus(personalWealth).times(share),
    })),
  );
  const [personal, total, collateral] = debts;
  expect(personal?.every(({ debt }) => debt?.lte('1e-9'))).toBe(true);
  expect(total?.some(({ debt, limit }) => debt?.gt(limit))).toBe(true);
  expect(collateral?.every(({ debt, limit }) => debt?.lte(limit.plus('1e-9')))).toBe(true);
  expect(String(collateral?.[0]?.debt?.toFixed(9))).toBe('2.000000000');
  expect(() => financingModes.get('COLLATERAL')).toThrow(expect.objectContaining({ code: 'UNKNOWN_MODE' }));
});

it('own-sizing: who sizes on what it carries wants less, and may have it', async () => {
  const { orders } = await run(() => import('./own-sizing.js'));
  // Ten in all: five on good 1 at 2. Four carried: two.
  expect(orders.map(({ desiredBuys, desiredSells }) => [String(desiredBuys[1]), String(desiredSells[0])])).toEqual([
    ['2.5', '0'],
    ['1', '2'],
  ]);
  expect(orders.map(({ requestedBuys }) => String(requestedBuys[1]))).toEqual(['0', '1']);
});

it('own-solver: finds the exact prices to ten digits, and passes the same check', async () => {
  const { exact, own } = await run(() => import('./own-solver.js'));
  expect([exact.status, own.status]).toEqual(['converged', 'converged']);
  expect([exact.method, own.method]).toEqual(['exact', 'follow-the-money']);
  expect(own.iterations).toBeGreaterThan(10);
  expect(texts(own.prices).map((price) => Number(price).toFixed(10))).toEqual(
    texts(exact.prices).map((price) => Number(price).toFixed(10)),
  );
});

it('own-settlement: grain alone moves, and what is missing is forgiven', async () => {
  const { rounds } = await run(() => import('./own-settlement.js'));
  const [inKind, inGrain] = rounds.map(({ settlement }) => settlement?.agents ?? []);
  for (const agents of [inKind, inGrain]) {
    expect(sum(agents?.map(({ rounding }) => rounding) ?? []).eq(0)).toBe(true);
    expect(sum(agents?.map(({ balance }) => balance) ?? []).eq(0)).toBe(true);
  }
  expect(inKind?.every(({ rounding }) => rounding.abs().lt('1e-9'))).toBe(true);
  expect(inGrain?.every(({ deliveredHome, received }) => deliveredHome[1]?.eq(0) && received[1]?.eq(0))).toBe(true);
  expect(texts(inGrain?.map(({ deliveredHome: [grain] }) => grain ?? null)).slice(0, 1)).toEqual(['0.5']);
  expect(inGrain?.[0]?.rounding.toFixed(3)).toBe(`-${inGrain?.[2]?.rounding.toFixed(3)}`);
  expect(inGrain?.[0]?.rounding.lt('-0.4')).toBe(true);
});

it('village: the same prices in the first market, and never a larger gap in it under TOTAL_WEALTH', async () => {
  const { villages } = await run(() => import('./village.js'));
  const [personal, total] = villages.map(({ events }) => events.events.find(({ market }) => market.clearing !== null));
  expect(personal?.round).toBe(total?.round);
  expect(texts(personal?.market.equilibrium.prices)).toEqual(texts(total?.market.equilibrium.prices));
  for (const { economy, run: outcome } of villages) {
    expect(outcome).toEqual({ rounds: 40, reason: 'horizon' });
    expect(economy.goods).toEqual(['good/grain', 'good/bread', 'good/beer']);
  }
  for (const [g, volume] of total?.market.clearing?.volume.entries() ?? [])
    expect(volume >= (personal?.market.clearing?.volume[g] ?? 0n)).toBe(true);
});

it('resume: text is all it takes', async () => {
  const { whole, resumed } = await run(() => import('./resume.js'));
  expect(resumed).toBe(whole);
  expect(whole.split('\n').length - 1).toBe(13 * 15);
});

it('shared-ledger: goods and money are kept by the same law', async () => {
  const { ledger, printed } = await run(() => import('./shared-ledger.js'));
  for (const asset of ['cash', 'good/grain', 'good/bread'])
    expect(sum(ledger.agents().map((agent) => ledger.balance(agent, asset))).eq(0)).toBe(true);
  expect([ledger.cash('Ada'), ledger.cash('Ben'), ledger.cash('state')].map(String)).toEqual(['3', '3', '-6']);
  const kinds = new Set(Array.from(ledger.journal, (entry) => ('kind' in entry ? entry.kind : entry.op)));
  expect([...kinds]).toEqual(expect.arrayContaining(['meal', 'wage']));
  expect(printed).toContain('Ada has 4 grain, 0.5 bread and 3 of money');
});

it('between-modes: what is expected, and what there is', async () => {
  const { printed } = await run(() => import('./between-modes.js'));
  const figures = printed.map((line) =>
    Array.from(line.matchAll(/ ([0-9]+\.[0-9]+)/g), ([, figure]) => Number(figure)),
  );
  expect(figures).toEqual([
    [3, 3.75],
    [4.2, 4.478],
    [52, 88],
    [0, 4],
    [0.3, 1.5],
    [5.016, 5.014, 5.01],
  ]);
});
