import { decimal, ONE, ZERO } from '@bagehot/kernel';
import { defaultRateOf, reliefOf, ringMetrics, summarisePairs } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';

describe('relief', () => {
  it('is rounded once, from exact fractions', () => {
    const relief = reliefOf({ part: decimal(2), whole: decimal(3) }, { part: decimal(1), whole: decimal(3) });
    expect(relief.reliefRatio?.toFixed()).toBe('0.5');
    expect(relief.reduction.toFixed()).toBe('0.33333333333333333333');
  });

  it('is 0 where nothing fell due in either arm', () => {
    const nothing = { part: ZERO, whole: ZERO };
    expect(reliefOf(nothing, nothing).reliefRatio?.toFixed()).toBe('0');
    expect(reliefOf(nothing, { part: ONE, whole: ONE }).reliefRatio).toBeNull();
  });

  it('is read from the exact amounts of a summary', () => {
    const rate = defaultRateOf(ringMetrics([]).summary);
    expect([rate.part.toFixed(), rate.whole.toFixed()]).toEqual(['0', '0']);
  });
});

describe('a set of pairs', () => {
  it('of nothing has no means', () => {
    const { totalPairs, meanReliefRatio, medianReliefRatio, meanControlRate } = summarisePairs([]);
    expect([totalPairs, meanReliefRatio, medianReliefRatio, meanControlRate]).toEqual([0, null, null, null]);
  });

  it('of an even number has the mean of the two middle ratios as its median', () => {
    const pairs = ['0.1', '0.9', '0.2', '0.4'].map((treatment) =>
      reliefOf({ part: ONE, whole: ONE }, { part: decimal(treatment), whole: ONE }),
    );
    expect(summarisePairs(pairs).medianReliefRatio?.toFixed()).toBe('0.7');
  });
});
