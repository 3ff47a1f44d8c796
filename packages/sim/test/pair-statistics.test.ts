import { createRandom, type Decimal, decimal } from '@bagehot/kernel';
import { bootstrapMean, type PairOutcome, pairedT, pairStatistics, SimError, signedRank } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const decimals = (...values: readonly (number | string)[]): readonly Decimal[] => values.map(decimal);

/** Extra hours of sleep under two drugs (R, data set `sleep`; Student, 1908): first less second. */
const SLEEP = decimals('-1.2', '-2.4', '-1.3', '-1.3', '0', '-1', '-1.8', '-0.8', '-4.6', '-1.4');

function pair(control: string | null, treatment: string | null, rest: Partial<PairOutcome> = {}): PairOutcome {
  return {
    params: {},
    seed: 1,
    controlRate: control === null ? null : decimal(control),
    treatmentRate: treatment === null ? null : decimal(treatment),
    rescues: 0,
    induced: 0,
    ...rest,
  };
}

describe('paired t', () => {
  it('is that of R and SciPy for the sleep data', () => {
    // R: t = -4.0621, df = 9, p-value = 0.002833; more digits from SciPy 1.17.1, ttest_rel.
    const test = pairedT(SLEEP);
    expect(test?.degreesOfFreedom).toBe(9);
    expect(test?.statistic).toBeCloseTo(-4.062127683382037, 12);
    expect(test?.pValue).toBeCloseTo(0.002832890197384273, 12);
    expect(test?.effectSize).toBeCloseTo(-1.2845575625910546, 12);
    // Squares add up to 38.58, the sum is -15.8: (38.58 - 15.8^2/10)/9.
    expect(test?.standardDeviation).toBeCloseTo(Math.sqrt(13.616 / 9), 14);
  });

  it('has no answer without spread', () => {
    for (const values of [[], [1], [2, 2, 2], [0, 0]]) expect(pairedT(decimals(...values))).toBeNull();
  });

  it('of opposite differences is 0, with p = 1', () => {
    expect(pairedT(decimals(-1, 1))).toMatchObject({ statistic: 0, pValue: 1, effectSize: 0 });
  });
});

describe('signed rank', () => {
  it('is exact without ties: maize of SciPy, depression of R', () => {
    // SciPy, documentation of scipy.stats.wilcoxon: statistic 24, p 0.041259765625.
    const maize = signedRank(decimals(6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75));
    expect(maize).toMatchObject({ statistic: 24, negative: 24, pValue: 0.041259765625, method: 'exact' });
    // R, example of wilcox.test (Hollander and Wolfe, 1973): V = 40, one-sided p = 0.01953, which is 10 of 512.
    const depression = signedRank(
      decimals('0.952', '-0.147', '1.022', '0.43', '0.62', '0.59', '0.49', '-0.08', '0.01'),
    );
    expect(depression).toMatchObject({ positive: 40, negative: 5, pValue: 20 / 512, effectSize: 35 / 45 });
  });

  it('leaves zeros out and corrects for ties', () => {
    // R: V = 0, p-value = 0.009091; more digits from SciPy 1.17.1, wilcoxon(..., correction=True, method='approx').
    const test = signedRank(SLEEP);
    expect(test).toMatchObject({ pairs: 9, statistic: 0, positive: 0, method: 'normal', effectSize: -1 });
    expect(test?.pValue).toBeCloseTo(0.009090698015925044, 12);
  });

  it('sees ties that binary fractions would miss', () => {
    expect(signedRank([decimal('0.3').minus('0.1'), decimal('-0.2')])).toMatchObject({
      positive: 1.5,
      negative: 1.5,
      pValue: 1,
    });
  });

  it('counts signs up to fifty pairs', () => {
    const ranks = Array.from({ length: 51 }, (_, k) => k + 1);
    expect(signedRank(decimals(...ranks.slice(0, 50)))).toMatchObject({ method: 'exact', pValue: 2 / 2 ** 50 });
    expect(signedRank(decimals(...ranks))?.method).toBe('normal');
  });

  it('has no answer where nothing differs', () => {
    expect(signedRank(decimals(0, 0))).toBeNull();
    expect(signedRank(decimals(3))).toMatchObject({ pValue: 1, effectSize: 1 });
  });
});

describe('bootstrap', () => {
  it('of one value is that value', () => {
    const interval = bootstrapMean(decimals('0.1'), createRandom(1));
    expect([interval?.lower.toFixed(), interval?.upper.toFixed(), interval?.resamples]).toEqual(['0.1', '0.1', 10_000]);
    expect(bootstrapMean([], createRandom(1))).toBeNull();
  });

  it('of many values is about two standard errors wide on either side', () => {
    // 0, ..., 99: mean 49.5, standard error sqrt(833.25/100) = 2.887, of which 1.96 are 5.658.
    const interval = bootstrapMean(decimals(...Array.from({ length: 100 }, (_, k) => k)), createRandom(7));
    expect(Math.abs(Number(interval?.lower.toFixed()) - 43.842)).toBeLessThan(0.3);
    expect(Math.abs(Number(interval?.upper.toFixed()) - 55.158)).toBeLessThan(0.3);
  });

  it.each([39, 0, 100.5, Number.NaN])('refuses %d resamples', (resamples) => {
    expect(() => bootstrapMean(decimals(1), createRandom(1), resamples)).toThrow(SimError);
  });
});

describe('a set of pairs', () => {
  it('lists what got worse, and adds up who was rescued and who was felled in completed pairs', () => {
    const bad = pair('0.2', '0.3', { seed: 2, rescues: 1, induced: 4 });
    const statistics = pairStatistics([pair('0.5', '0.1', { rescues: 5 }), bad, pair(null, '0.1', { induced: 9 })]);
    expect(statistics).toMatchObject({ totalPairs: 3, completedPairs: 2, rescues: 6, induced: 4, worsened: 1 });
    expect(statistics.worsenedPairs).toMatchObject([bad]);
    expect(statistics.worsenedPairs[0]?.relief.reduction.toFixed()).toBe('-0.1');
    expect(statistics.meanReduction?.toFixed()).toBe('0.15');
  });

  it('groups by level: numbers in their order before other texts, as they are spelled', () => {
    const at = (params: Record<string, string>): PairOutcome => pair('0.4', '0.3', { params });
    const { byParameter } = pairStatistics([
      at({ kappa: '10', 7: 'x' }),
      at({ kappa: 'inf' }),
      at({ kappa: '2' }),
      at({ kappa: '10', ['__proto__']: 'a' }),
      pair(null, null, { params: { kappa: '2' } }),
    ]);
    expect(byParameter.map(({ parameter }) => parameter)).toEqual(['7', '__proto__', 'kappa']);
    expect(
      byParameter[2]?.levels.map((group) => [group.level, group.totalPairs, group.meanReliefRatio?.toFixed()]),
    ).toEqual([
      ['2', 2, '0.25'],
      ['10', 2, '0.25'],
      ['inf', 1, '0.25'],
    ]);
  });

  it('of nothing has neither means nor tests', () => {
    expect(pairStatistics([])).toMatchObject({
      totalPairs: 0,
      meanReduction: null,
      pairedT: null,
      signedRank: null,
      reliefInterval: null,
      reductionInterval: null,
      byParameter: [],
      worsenedPairs: [],
    });
  });

  it.each([
    ['controlRate', pair('1.5', '0')],
    ['treatmentRate', pair(null, '-0.1')],
    ['rescues', pair('0', '0', { rescues: 0.5 })],
    ['induced', pair('0', '0', { induced: -1 })],
  ] as const)('refuses a pair with an impossible %s', (field, wrong) => {
    expect(() => pairStatistics([pair('0', '0'), wrong])).toThrow(
      expect.objectContaining({ code: 'INVALID_PAIR', details: expect.objectContaining({ position: 1, field }) }),
    );
  });
});
