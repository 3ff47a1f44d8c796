import { type ClearingQuanta, participantsOf, roundRules, tradeRound } from '@bagehot/financing';
import { clearOrders, clearPlainly, markets } from '@bagehot/financing/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancedOrders, clearings, type DrawnClearing, gridOf, ordersOf } from './drawn-clearing.js';

/** All of a result in one text. */
function textOf({ executed, passes, volume }: ClearingQuanta): string {
  return `${executed.join(' ')} | ${passes.join(' ')} | ${volume.join(' ')}`;
}

/** Clears both ways; returns the passes. */
function expectSame({ market, prices, orders, rules }: DrawnClearing): readonly number[] {
  const plain = clearPlainly(market, prices, orders, rules);
  expect(textOf(clearOrders(market, prices, orders, rules))).toBe(textOf(plain));
  return plain.passes;
}

const NO_LIMITS = { stages: 4, maxPasses: 256 };
const open = (goods: number): null[] => new Array<null>(goods).fill(null);

describe('fast clearing equals the plain algorithm in every quantum and every pass', () => {
  it('on markets of any size, prices, bounds and rules', () => {
    fc.assert(
      fc.property(clearings, (drawn) => void expectSame(drawn)),
      { numRuns: 1000 },
    );
  });

  it('on orders that come out of prices, in both modes', () => {
    fc.assert(
      fc.property(markets(), fc.constantFrom('PERSONAL', 'TOTAL_WEALTH'), ({ agents, travelCost }, mode) => {
        const rules = roundRules({ mode, travelCost }, agents[0]?.alpha.length ?? 0);
        const participants = participantsOf(agents);
        const { prices, orders, clearing } = tradeRound(participants, rules);
        if (prices === null || orders === null || clearing === null) return;
        expect(textOf(clearing)).toBe(textOf(clearPlainly(participants, prices, orders, rules.clearing)));
      }),
      { numRuns: 120 },
    );
  });

  it('on every market of two agents and two goods with up to two quanta', () => {
    const sizes = [-2n, -1n, 0n, 1n, 2n];
    for (const units of [
      [1n, 1n],
      [1n, 3n],
    ])
      for (const a of sizes)
        for (const b of sizes)
          for (const c of sizes)
            for (const d of sizes)
              expectSame({
                market: { goods: 2, count: 2 },
                prices: gridOf(units),
                orders: balancedOrders([a, b, c, d], 2),
                rules: { ...NO_LIMITS, capacity: open(2) },
              });
  });

  it('where the excess is about the tolerance, or the limit about 0', () => {
    const positive = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 1n, max: 2n ** BigInt(bits) - 1n });
    const cases = fc.record({
      units: fc.constantFrom(2, 66, 100).chain((bits) => fc.tuple(positive(bits), positive(bits), positive(bits))),
      amounts: fc.constantFrom(4, 43, 53).chain((bits) => fc.tuple(positive(bits), positive(bits))),
      beside: fc.integer({ min: 0, max: 150 }).map((bits) => 2n ** BigInt(bits)),
      step: fc.constantFrom(-1n, 0n, 1n),
      at: fc.constantFrom('tolerance', 'limit'),
      side: fc.constantFrom(1n, -1n),
    });
    fc.assert(
      fc.property(cases, ({ units, amounts, beside, step, at, side }) => {
        const prices = gridOf(units);
        const value = units[0] * amounts[0] + units[1] * amounts[1];
        const near = (at === 'tolerance' ? value - prices.tolerance : 0n) + step * beside;
        const bound = near > 0n ? near : 0n;
        const offers = [side * amounts[0], side * amounts[1], 0n];
        expectSame({
          market: { goods: 3, count: 2 },
          prices,
          orders: ordersOf(
            [...offers, ...offers.map((offer) => -offer)],
            [
              [side > 0n ? bound : 0n, 0n, side > 0n ? null : bound],
              [4n * value, 0n, null],
            ],
          ),
          rules: { ...NO_LIMITS, capacity: open(3) },
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('where every cut is a whole number, or next to one', () => {
    for (const amount of [2n ** 20n, 2n ** 43n, 2n ** 52n])
      for (const near of [-1n, 0n, 1n])
        for (const part of [2n, 4n, 1024n]) {
          // The first buys two goods for a part of their value, the others supply and take the rest.
          const requested = [
            ...[amount, amount, -(2n * (amount / part) + near)],
            ...[-amount, amount / 2n, amount],
            ...[amount / 3n, -amount, amount / 3n],
          ];
          expectSame({
            market: { goods: 3, count: 3 },
            prices: gridOf([10n ** 20n, 10n ** 20n, 10n ** 20n]),
            orders: balancedOrders(requested, 3),
            rules: { ...NO_LIMITS, capacity: open(3) },
          });
        }
  });

  it('on a market that ends by leaving agents out', () => {
    const requested = [
      ...[45, 0, -55, 0],
      ...[-99, 0, 64, 28],
      ...[5, 0, 84, -47],
      ...[77, -73, 34, 3],
      ...[96, 8, 82, -93],
    ].map((amount) => BigInt(amount) * 10n ** 10n);
    const drawn = {
      market: { goods: 4, count: 5 },
      prices: gridOf([8n, 4n, 7n, 8n].map((price) => price * 10n ** 19n)),
      orders: balancedOrders(requested, 5),
    };
    const passes = expectSame({ ...drawn, rules: { ...NO_LIMITS, capacity: open(4) } });
    expect(Math.max(...passes)).toBeGreaterThan(NO_LIMITS.maxPasses);
    for (const maxPasses of [1, 2, 5, 20]) expectSame({ ...drawn, rules: { stages: 4, maxPasses, capacity: open(4) } });
  });

  it('at bounds that go far beyond what there is to trade', () => {
    const requested = [5n, -7n, -5n, 7n];
    for (const fixed of [0n, 1n, 10n ** 30n, 2n ** 1200n])
      for (const claims of [null, 0n, 10n ** 40n, 2n ** 1200n])
        expectSame({
          market: { goods: 2, count: 2 },
          prices: gridOf([10n ** 20n, 7n]),
          orders: ordersOf(requested, [
            [fixed, 100n, claims],
            [0n, 0n, claims],
          ]),
          rules: { ...NO_LIMITS, capacity: [null, 2n ** 1100n] },
        });
  });
});
