import type { PriceGrid } from '@bagehot/financing';
import type { ClearingOrders, ClearingRules } from '@bagehot/financing/testing';
import fc from 'fast-check';

/** What clearing starts from. */
export interface DrawnClearing {
  readonly market: { readonly goods: number; readonly count: number };
  readonly prices: PriceGrid;
  readonly orders: ClearingOrders;
  readonly rules: ClearingRules;
}

type Bounds = readonly [fixed: bigint, coefficient: bigint, claimLimit: bigint | null];

const COEFFICIENT_ONE = 100n;

/** Prices as integers, with the tolerance they imply. */
export function gridOf(units: readonly bigint[]): PriceGrid {
  return { decimals: 0, units, tolerance: 2n * units.reduce((sum, unit) => sum + unit, 0n) };
}

/** Whole numbers of up to so many bits, small ones as likely as large ones. */
function upTo(bits: number): fc.Arbitrary<bigint> {
  return fc.integer({ min: 1, max: bits }).chain((length) => fc.bigInt({ min: 0n, max: 2n ** BigInt(length) - 1n }));
}

/** Bounds on a row whose offers are worth `value` together, most of them with one of a few kinds for the whole market. */
function boundsOf(kind: number, part: number, value: bigint): Bounds {
  const some = (value * BigInt(part)) / 1000n;
  switch (kind) {
    case 0:
      return [0n, COEFFICIENT_ONE, 0n];
    case 1:
      return [some, 0n, null];
    case 2:
      return [some, COEFFICIENT_ONE, part % 2 === 0 ? null : some / 3n];
    case 3:
      return [some, BigInt(part) / 4n, part % 3 === 0 ? null : value / 7n];
    case 4:
      return [some, part % 2 === 0 ? 0n : COEFFICIENT_ONE, value / 5n];
    default:
      return [0n, 0n, 0n];
  }
}

const KINDS = 6;

/** How many bits quanta and prices have: few, many, and more than doubles hold. */
const quantaBits = fc.constantFrom(1, 2, 3, 6, 12, 30, 43, 43, 50, 53, 53, 60, 66);
const priceBits = fc.constantFrom(1, 2, 6, 30, 66, 66, 80, 110, 146);

interface Shape {
  readonly goods: number;
  readonly count: number;
  readonly quanta: number;
  readonly price: number;
  /** One offer in how many is 0. */
  readonly sparse: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  goods: fc.integer({ min: 2, max: 5 }),
  count: fc.integer({ min: 2, max: 40 }),
  quanta: quantaBits,
  price: priceBits,
  sparse: fc.constantFrom(2, 4, 1000),
});

/** Rules with few and many stages and passes, and capacities in a good out of three. */
function rulesOf(goods: number, quanta: number): fc.Arbitrary<ClearingRules> {
  const capacity = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: upTo(quanta + 3) });
  return fc.record({
    stages: fc.integer({ min: 1, max: 5 }),
    maxPasses: fc.oneof(fc.constant(256), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 30 })),
    capacity: fc.array(capacity, { minLength: goods, maxLength: goods }),
  });
}

/** Markets of every size of quanta and prices, under bounds of every kind, whether or not such orders come out of any prices. */
export const clearings: fc.Arbitrary<DrawnClearing> = shapes.chain(({ goods, count, quanta, price, sparse }) => {
  const offer = fc.oneof(
    { weight: sparse - 1, arbitrary: fc.tuple(upTo(quanta), fc.boolean()) },
    { weight: 1, arbitrary: fc.constant([0n, true] as const) },
  );
  // A good in ten has left the round.
  const unit = fc.oneof(
    { weight: 9, arbitrary: upTo(price).map((units) => units + 1n) },
    { weight: 1, arbitrary: fc.constant(0n) },
  );
  return fc
    .record({
      units: fc.array(unit, { minLength: goods, maxLength: goods }),
      offers: fc.array(offer, { minLength: count * goods, maxLength: count * goods }),
      kinds: fc.oneof(
        fc.constantFrom(0, 0, 1, 2, 3, 4, 5).map((kind) => [kind]),
        fc.array(fc.nat(KINDS - 1), { minLength: count, maxLength: count }),
      ),
      parts: fc.array(fc.nat(400), { minLength: count, maxLength: count }),
      rules: rulesOf(goods, quanta),
    })
    .map(({ units, offers, kinds, parts, rules }) => {
      const requested = offers.map(([amount, buys]) => (buys ? amount : -amount));
      const bounds = parts.map((part, row) => {
        const row0 = offers.slice(row * goods, (row + 1) * goods);
        const value = row0.reduce((sum, [amount], g) => sum + amount * (units[g] as bigint), 0n);
        return boundsOf(kinds[row % kinds.length] as number, part, value);
      });
      return {
        market: { goods, count },
        prices: gridOf(units),
        orders: ordersOf(requested, bounds),
        rules,
      };
    });
});

/** Orders as columns. */
export function ordersOf(requested: readonly bigint[], bounds: readonly Bounds[]): ClearingOrders {
  return {
    requested,
    fixed: bounds.map(([fixed]) => fixed),
    coefficient: bounds.map(([, coefficient]) => coefficient),
    coefficientOne: COEFFICIENT_ONE,
    claimLimit: bounds.map(([, , claims]) => claims),
  };
}

/** Orders of agents who pay with what they sell and nothing else. */
export function balancedOrders(requested: readonly bigint[], count: number): ClearingOrders {
  return ordersOf(
    requested,
    Array.from({ length: count }, () => boundsOf(0, 0, 0n)),
  );
}
