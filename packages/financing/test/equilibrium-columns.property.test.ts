import { equilibriumSolvers, formPrices, type Participants, type PricedMarket } from '@bagehot/financing';
import { createRandom, type RandomSource } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const LARGEST = 2n ** 63n - 1n;

/** Weights of one row in units of 10^-12, cut at random places; now and then all on one good. */
function weightRow(random: RandomSource, goods: number): readonly number[] {
  const cuts = Array.from({ length: goods - 1 }, () => random.nextInt(0, 1e12)).sort((a, b) => a - b);
  const ends = [...cuts, 1e12];
  return random.nextInt(0, 9) === 0
    ? ends.map((_, g) => (g === goods - 1 ? 1e12 : 0))
    : ends.map((end, g) => end - (cuts[g - 1] ?? 0));
}

/** A stock of any magnitude that fits 64 bits, often next to a power of two. */
function stock(random: RandomSource, bits: number): bigint {
  const power = 2n ** BigInt(random.nextInt(0, bits));
  const drawn = [0n, power - 1n, power, (power * BigInt(random.nextInt(0, 2 ** 40))) / 2n ** 40n, LARGEST];
  return drawn[random.nextInt(0, bits === 63 ? 4 : 3)] as bigint;
}

function market(
  goods: number,
  count: number,
  cells: (kind: 'weight' | 'stock') => readonly (number | bigint)[],
): Participants {
  const stocks = (): BigInt64Array =>
    BigInt64Array.from(cells('stock') as readonly bigint[], (amount) => (amount > LARGEST ? LARGEST : amount));
  return {
    goods,
    count,
    quantityScale: 12,
    ids: Float64Array.from({ length: count }, (_, row) => row),
    weights: Float64Array.from(cells('weight') as readonly number[]),
    home: stocks(),
    personal: stocks(),
  };
}

/** Everything a market says of its prices, as texts. */
function told({ equilibrium, prices, weights }: PricedMarket): unknown {
  return { equilibrium: JSON.parse(JSON.stringify(equilibrium)), units: prices?.units.map(String), weights };
}

/** The same market as whole integers of any size, for which there is no fast way. */
function widened(columns: Participants): Participants {
  return { ...columns, home: Array.from(columns.home), personal: Array.from(columns.personal) };
}

describe('prices from columns', () => {
  it('are the same from 64-bit and from wide columns, whatever the magnitudes and the number of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 2, max: 4 }),
        fc.constantFrom(20, 44, 60, 63),
        fc.integer(),
        (count, goods, bits, seed) => {
          const random = createRandom(seed);
          const columns = market(goods, count, (kind) =>
            Array.from({ length: count }, () =>
              kind === 'weight' ? weightRow(random, goods) : Array.from({ length: goods }, () => stock(random, bits)),
            ).flat(),
          );
          for (const missingGoods of ['skip', 'restrict'] as const)
            for (const solver of [equilibriumSolvers.get('exact'), equilibriumSolvers.get('gth')])
              expect(told(formPrices(columns, { missingGoods, solver }))).toEqual(
                told(formPrices(widened(columns), { missingGoods, solver })),
              );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('hold the largest stocks and weights of many rows', () => {
    const count = 5000;
    const columns = market(2, count, (kind) =>
      Array.from({ length: 2 * count }, (_, cell) =>
        kind === 'stock' ? LARGEST : cell % 4 === 0 || cell % 4 === 3 ? 1e12 - 1 : 1,
      ),
    );
    const priced = formPrices(columns);
    expect(told(priced)).toEqual(told(formPrices(widened(columns))));
    expect(priced.equilibrium.prices?.map(String)).toEqual(['1', '1']);
  });

  it('may be a part of a larger column', () => {
    const columns = market(2, 2, (kind) => (kind === 'weight' ? [3e11, 7e11, 6e11, 4e11] : [5n, 7n, 11n, 13n]));
    const within = BigInt64Array.from([99n, ...columns.home, 99n]).subarray(1, 5);
    expect(told(formPrices({ ...columns, home: within }))).toEqual(told(formPrices(columns)));
  });

  it('take stocks that no double can hold', () => {
    const huge = 10n ** 400n;
    const columns = market(2, 2, (kind) => (kind === 'weight' ? [5e11, 5e11, 25e10, 75e10] : [0n, 0n, 0n, 0n]));
    const twoThirds = (digits: number): string => `${'6'.repeat(digits - 1)}7`.padEnd(400, '0');
    const told = [...equilibriumSolvers].map(([name, solver]) => {
      const { status, prices } = formPrices({ ...columns, home: [huge, 0n, 0n, 3n] }, { solver }).equilibrium;
      return [name, status, prices?.[1]?.toString()];
    });
    expect(told).toEqual([
      ['exact', 'converged', twoThirds(20)],
      ['gth', 'converged', twoThirds(15)],
      ['tatonnement', 'poor_convergence', '1'],
      ['newton', 'poor_convergence', '1'],
    ]);
  });
});
