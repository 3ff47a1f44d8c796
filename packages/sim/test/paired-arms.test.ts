import { decimal } from '@bagehot/kernel';
import { pairedArms, type SimError } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

const play = (parts: { readonly gain: number }, seed: number) => ({
  size: seed,
  share: seed === 3 ? null : `${seed + parts.gain}.5`,
});
const arms = { none: { gain: 0 }, some: { gain: 2 } };

describe('arms in the same worlds', () => {
  it('are measured seed by seed', () => {
    const result = pairedArms({ seeds: 4, arms, play });
    expect(result.seeds).toEqual([1, 2, 3, 4]);
    expect(result.arms).toEqual(['none', 'some']);
    expect(result.figures).toEqual(['size', 'share']);
    expect(result.values('some', 'share').map(String)).toEqual(['3.5', '4.5', 'null', '6.5']);
  });

  it('give exact means, and differences pair by pair with an interval', () => {
    const result = pairedArms({ seeds: [1, 2, 3, 4], arms, play });
    // (1.5 + 2.5 + 4.5) / 3
    expect(result.mean('none', 'share')).toMatchObject({ count: 3, mean: decimal('2.83333333333333333333') });
    const { mean, interval, ...counts } = result.difference('none', 'some', 'share');
    expect(mean?.eq(2)).toBe(true);
    expect([interval?.lower, interval?.upper].map(String)).toEqual(['2', '2']);
    expect(counts).toEqual({ count: 3, up: 3, same: 0, down: 0 });
    expect(result.difference('some', 'none', 'share').mean?.eq(-2)).toBe(true);
  });

  it('have intervals that come from their own stream and hold the mean', () => {
    const noisy = {
      seeds: 40,
      arms,
      play: (_: unknown, seed: number, arm: string) => ({ x: ((seed * 7) % 11) * (arm === 'some' ? 2 : 1) }),
    };
    const [one, two] = [pairedArms(noisy), pairedArms(noisy)];
    const difference = one.difference('none', 'some', 'x');
    // Asking for something else before changes nothing.
    two.mean('some', 'x');
    expect(two.difference('none', 'some', 'x')).toEqual(difference);
    const { mean, interval } = difference;
    expect(mean !== null && interval?.lower.lt(mean) && interval.upper.gt(mean)).toBe(true);
    const other = pairedArms({ ...noisy, bootstrap: { seed: 1, resamples: 400 } }).difference('none', 'some', 'x');
    expect(other.mean).toEqual(mean);
    expect(other.interval?.resamples).toBe(400);
  });

  it('are refused without seeds or arms, with other figures, and asked for what they do not have', () => {
    const code = (body: () => unknown): unknown => {
      try {
        return body();
      } catch (error) {
        return (error as SimError).code;
      }
    };
    expect(code(() => pairedArms({ seeds: 0, arms, play }))).toBe('INVALID_OPTIONS');
    expect(code(() => pairedArms({ seeds: 1, arms: {}, play }))).toBe('INVALID_OPTIONS');
    expect(code(() => pairedArms({ seeds: 1, arms, play, bootstrap: { resamples: 39 } }))).toBe('INVALID_OPTIONS');
    const odd = (_: unknown, seed: number): Record<string, number> => (seed === 2 ? { y: 1 } : { x: 1 });
    expect(code(() => pairedArms({ seeds: 2, arms, play: odd }))).toBe('INVALID_OPTIONS');
    expect(code(() => pairedArms({ seeds: 1, arms, play }).values('none', 'weight' as 'size'))).toBe('UNKNOWN_FIGURE');
  });
});
