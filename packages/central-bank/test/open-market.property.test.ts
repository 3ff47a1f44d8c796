import {
  type AmountInput,
  createCentralBank,
  createUnlimitedTreasury,
  MoneyMarketError,
  type OpenMarketOperationResult,
  reserveAccounts,
} from '@bagehot/central-bank';
import { createRecordingTreasury } from '@bagehot/central-bank/testing';
import { type Decimal, decimal, type Ledger, sum } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Kind, snapshotOf, type World, type WorldOptions, worldOf } from './market-worlds.js';

const cents = (most: number): fc.Arbitrary<AmountInput> => fc.nat(most).map((units) => decimal(units).div(100));
const shares = fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 5 }));

const begins: fc.Arbitrary<WorldOptions> = fc.record({
  reserves: fc.tuple(cents(50_000), cents(50_000), cents(100)),
  deposit: cents(20_000),
  inventory: fc.nat(500),
  holdings: fc.tuple(fc.nat(200), fc.nat(200), fc.nat(3)),
  fraction: fc.constantFrom('0', '0.3333', '0.5', '1'),
  weights: shares,
  bonds: fc
    .tuple(fc.integer({ min: 1, max: 100 }), cents(10_000))
    .map(([quantity, bookValue]) => ({ quantity, bookValue })),
});

/** An operation, or a change of the policy rate, at a price and some ticks later. */
const acts = fc.array(
  fc.record({
    wait: fc.nat(2),
    price: fc.oneof(
      { weight: 1, arbitrary: fc.constant(null) },
      {
        weight: 4,
        arbitrary: fc.integer({ min: 1, max: 200_000_000 }).map((units) => decimal(units).div(100_000_000)),
      },
    ),
    quantity: fc.oneof(fc.integer({ min: -120, max: 120 }), fc.integer({ min: -3, max: 3 })),
    rate: fc.option(fc.integer({ min: -10, max: 50 }), { freq: 4 }),
  }),
  { minLength: 1, maxLength: 14 },
);
type Act = typeof acts extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

/** Does it; gives the result, or the name of the error. */
function act(world: World, { wait, price, quantity, rate }: Act): OpenMarketOperationResult | string {
  world.tick += wait;
  world.price = price;
  if (rate !== null) world.bank.setPolicyRate(decimal(rate).div(100), world.tick);
  try {
    return world.bank.conductOpenMarketOperations(world.treasury, quantity);
  } catch (error) {
    if (error instanceof MoneyMarketError) return error.name;
    throw error;
  }
}

const circulating = (ledger: Ledger): Decimal => ledger.balance('CB', 'reserves').neg();

/** Bonds wherever they are: with the central bank, with agents, or not yet issued. */
function bondsIn({ ledger, treasury, kind }: World): Decimal {
  const held = ledger.agents().filter((agent) => agent !== 'treasury');
  const { inventory } = treasury.snapshot();
  const unissued = kind === 'ledger' ? decimal(inventory as number) : decimal(0);
  return sum(held.map((agent) => ledger.balance(agent, 'bond'))).plus(unissued);
}

function expectBalanced({ bank, ledger, treasury }: World): string {
  const { assets, liabilities, equity } = bank.balanceSheet();
  const total = (lines: readonly { readonly amount: Decimal }[]): Decimal => sum(lines.map(({ amount }) => amount));
  expect(total(assets).toString()).toBe(total(liabilities).plus(total(equity)).toString());
  for (const asset of ledger.assets())
    expect(sum(ledger.agents().map((agent) => ledger.balance(agent, asset))).toString()).toBe('0');
  expect(total(liabilities).toString()).toBe(circulating(ledger).toString());
  expect(bank.bondHoldings().quantity).toBe(Number(ledger.balance('CB', 'bond')));
  expect(treasury.snapshot().outstanding).toBe(0 - Number(ledger.balance('treasury', 'bond')));
  return String(assets.find(({ account }) => account === 'other-assets')?.amount);
}

/** The laws of one operation, given the world before it. */
function expectLaws(world: World, result: OpenMarketOperationResult | string, before: World): void {
  const { bank, ledger } = world;
  if (typeof result === 'string') {
    const { history: _, ...after } = bank.snapshot();
    const { history: __, ...was } = before.bank.snapshot();
    expect({ ...snapshotOf(world), bank: after, tick: 0 }).toEqual({ ...snapshotOf(before), bank: was, tick: 0 });
    return;
  }
  const { cashTransferred, bondsTransacted, realisedGain } = result;
  expect(circulating(ledger).minus(circulating(before.ledger)).toString()).toBe(cashTransferred.toString());
  expect(bank.omoCashPosition().minus(before.bank.omoCashPosition()).neg().toString()).toBe(cashTransferred.toString());
  expect(bank.bondHoldings().quantity - before.bank.bondHoldings().quantity).toBe(bondsTransacted);
  // What was paid is at cost; what was sold went at cost, and the rest is gain.
  const valueChange = bank.bondHoldings().bookValue.minus(before.bank.bondHoldings().bookValue);
  expect(valueChange.toString()).toBe(cashTransferred.plus(realisedGain).toString());
  if (bank.bondHoldings().quantity === 0) expect(bank.bondHoldings().bookValue.toString()).toBe('0');
}

describe.each<Kind>(['ledger', 'brokered'])('operations with a %s treasury', (kind) => {
  it('keep the books whatever is done, and change nothing when they fail', () => {
    fc.assert(
      fc.property(begins, acts, (options, list) => {
        const world = worldOf(kind, options);
        const bonds = bondsIn(world).toString();
        const other = expectBalanced(world);
        for (const one of list) {
          const before = worldOf(kind, options, snapshotOf(world));
          const result = act(world, one);
          expectLaws(world, result, before);
          // Money that came into being otherwise is backed by what backed it before.
          expect(expectBalanced(world)).toBe(other);
          expect(bondsIn(world).toString()).toBe(bonds);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('go on from a snapshot as if nothing had been: same results, same events, same state', () => {
    fc.assert(
      fc.property(begins, acts, fc.nat(14), (options, list, cut) => {
        const whole = worldOf(kind, options);
        for (const one of list.slice(0, cut)) act(whole, one);
        const told = whole.events.events.length;
        const stored = snapshotOf(whole);
        const again = worldOf(kind, options, stored);
        expect(snapshotOf(again)).toEqual(stored);
        const rest = list.slice(cut);
        const results = rest.map((one) => act(again, one));
        expect(JSON.stringify(results)).toBe(JSON.stringify(rest.map((one) => act(whole, one))));
        expect(JSON.stringify(again.events.events)).toBe(JSON.stringify(whole.events.events.slice(told)));
        expect(snapshotOf(again)).toEqual(snapshotOf(whole));
      }),
      { numRuns: 60 },
    );
  });

  it('leave nothing on the books once everything is sold', () => {
    fc.assert(
      fc.property(begins, acts, (options, list) => {
        // Nobody lacks the money to buy it all back.
        const world = worldOf(kind, { ...options, reserves: ['100000', '100000', '100000'], deposit: 100_000 });
        for (const one of list) act(world, one);
        const { quantity } = world.bank.bondHoldings();
        world.price = '0.5';
        world.bank.conductOpenMarketOperations(world.treasury, -quantity);
        expect(world.bank.bondHoldings().quantity).toBe(0);
        expect(world.bank.bondHoldings().bookValue.toString()).toBe('0');
      }),
      { numRuns: 30 },
    );
  });
});

describe('operations with treasuries without limits', () => {
  it.each(['recording', 'unlimited'] as const)('move the same bonds and money: %s', (kind) => {
    fc.assert(
      fc.property(acts, (list) => {
        const ports = reserveAccounts({ balances: [['F1', 100]] });
        const treasury =
          kind === 'recording' ? createRecordingTreasury({}, ports) : createUnlimitedTreasury({ faceValue: 1 }, ports);
        const market = { price: null as AmountInput | null };
        const bank = createCentralBank(
          { initialPolicyRate: 0, faceValue: 1 },
          { ...ports, pricing: { price: () => market.price } },
        );
        let cash = decimal(0);
        let bonds = 0;
        for (const { price, quantity } of list) {
          market.price = price;
          if (kind === 'unlimited' && quantity < 0 && bonds + quantity >= 0) continue;
          if (bonds + quantity < 0) {
            expect(() => bank.conductOpenMarketOperations(treasury, quantity)).toThrow(/holds/u);
            continue;
          }
          const result = bank.conductOpenMarketOperations(treasury, quantity);
          cash = cash.plus(result.cashTransferred);
          bonds += quantity;
        }
        expect(
          ports.ledger.agents().includes('treasury') ? ports.ledger.balance('treasury', 'reserves') : cash,
        ).toEqual(cash);
        expect(ports.ledger.balance('F1', 'reserves').toString()).toBe('100');
        expect(bank.bondHoldings().quantity).toBe(bonds);
        expect(circulating(ports.ledger).toString()).toBe(cash.plus(100).toString());
      }),
      { numRuns: 40 },
    );
  });
});
