import { createRandom, type Decimal, decimal, max, min } from '@bagehot/kernel';
import { bootstrapMean, type PairOutcome, pairedT, pairStatistics, signedRank } from '@bagehot/sim';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const RUNS = { numRuns: 60 };
/** Few resamples: laws hold for any number. */
const options = { seed: 5, resamples: 60 };

const rate = fc.integer({ min: 0, max: 40 }).map((units) => decimal(units).times('0.025'));
const differences = fc.array(fc.tuple(rate, rate), { maxLength: 20 }).map((pairs) => pairs.map(([a, b]) => a.minus(b)));
const outcome = fc.record({
  params: fc.record({ kappa: fc.constantFrom('0.5', '1', '2'), mu: fc.constantFrom('0', '1') }),
  seed: fc.nat(9),
  controlRate: fc.option(rate),
  treatmentRate: fc.option(rate),
  rescues: fc.nat(9),
  induced: fc.nat(9),
});
const shuffledPairs = fc
  .array(outcome, { maxLength: 15 })
  .chain((pairs) => fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length })));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('the order of the pairs changes nothing', () => {
  fc.assert(
    fc.property(shuffledPairs, ([pairs, shuffled]) => {
      const { worsenedPairs: listed, ...one } = pairStatistics(pairs, options);
      const { worsenedPairs: listedToo, ...other } = pairStatistics(shuffled, options);
      expect(plain(other)).toEqual(plain(one));
      const texts = (list: readonly PairOutcome[]): string[] => list.map((pair) => JSON.stringify(pair)).sort();
      expect(texts(listedToo)).toEqual(texts(listed));
    }),
    RUNS,
  );
});

it('arms that change places change the signs, and nothing else', () => {
  fc.assert(
    fc.property(differences, (values) => {
      const flipped = values.map((value) => value.neg());
      const [t, back] = [pairedT(values), pairedT(flipped)];
      expect(back?.statistic).toBe(t === null ? undefined : 0 - t.statistic);
      expect([back?.pValue, back?.standardDeviation]).toEqual([t?.pValue, t?.standardDeviation]);
      const [ranks, turned] = [signedRank(values), signedRank(flipped)];
      expect(turned?.positive).toBe(ranks?.negative);
      expect([turned?.statistic, turned?.pValue]).toEqual([ranks?.statistic, ranks?.pValue]);
      expect(turned?.effectSize).toBe(ranks === null ? undefined : 0 - ranks.effectSize);
    }),
    RUNS,
  );
});

it('what is added to both arms alters no test, what is added to one alters no spread', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(rate, rate), { maxLength: 15 }), rate, (rates, extra) => {
      const halves = rates.map(([a, b]) => [a.times('0.5'), b.times('0.5')] as const);
      const shift = extra.times('0.5');
      const statisticsOf = (added: Decimal): unknown => {
        const { pairedT, signedRank, reductionInterval } = pairStatistics(
          halves.map(([a, b]) => ({
            params: {},
            seed: 0,
            controlRate: a.plus(added),
            treatmentRate: b.plus(added),
            rescues: 0,
            induced: 0,
          })),
          options,
        );
        return plain({ pairedT, signedRank, reductionInterval });
      };
      expect(statisticsOf(shift)).toEqual(statisticsOf(decimal(0)));
      const values = rates.map(([a, b]) => a.minus(b));
      expect(pairedT(values.map((value) => value.plus(extra)))?.standardDeviation).toBe(
        pairedT(values)?.standardDeviation,
      );
    }),
    RUNS,
  );
});

it('probabilities are from 0 to 1, effects of ranks from -1 to 1', () => {
  fc.assert(
    fc.property(differences, (values) => {
      for (const p of [pairedT(values)?.pValue ?? 0, signedRank(values)?.pValue ?? 0]) {
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }
      expect(Math.abs(signedRank(values)?.effectSize ?? 0)).toBeLessThanOrEqual(1);
    }),
    RUNS,
  );
});

it('the signs of distinct differences are counted as trying them all does', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      (sizes, bits) => {
        const signed = sizes.map((size, k) => decimal((bits >> k) % 2 === 1 ? size : -size));
        const test = signedRank(signed);
        const n = sizes.length;
        let extreme = 0;
        for (let signs = 0; signs < 2 ** n; signs++) {
          let positive = 0;
          for (let rank = 1; rank <= n; rank++) if ((signs >> (rank - 1)) % 2 === 1) positive += rank;
          if (Math.min(positive, (n * (n + 1)) / 2 - positive) <= (test?.statistic ?? 0)) extreme++;
        }
        expect(test?.pValue).toBe(extreme / 2 ** n);
      },
    ),
    RUNS,
  );
});

it('the bootstrap is the same for the same seed, and lies among the values', () => {
  fc.assert(
    fc.property(differences, fc.integer(), (values, seed) => {
      const interval = bootstrapMean(values, createRandom(seed), 50);
      expect(plain(bootstrapMean(values, createRandom(seed), 50))).toEqual(plain(interval));
      if (interval === null) return;
      expect(interval.lower.lte(interval.upper)).toBe(true);
      expect(interval.lower.gte(values.reduce(min))).toBe(true);
      expect(interval.upper.lte(values.reduce(max))).toBe(true);
    }),
    RUNS,
  );
});
