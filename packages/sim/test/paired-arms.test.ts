import { decimal } from '@bagehot/kernel';
import { armsRecord, pairedArms, type SimError } from '@bagehot/sim';
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
    const empty = () => ({ x: 1, y: undefined as unknown as null });
    expect(() => pairedArms({ seeds: [7], arms, play: empty })).toThrow(
      'y of arm none with seed 7 must be a decimal or null: expected a finite decimal',
    );
    expect(() => pairedArms({ seeds: 1, arms, play: empty })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    );
    expect(code(() => pairedArms({ seeds: 1, arms, play }).values('none', 'weight' as 'size'))).toBe('UNKNOWN_FIGURE');
  });

  it('are written down as plain data, differences against the control that is named', () => {
    const result = pairedArms({ seeds: 4, arms, play });
    const record = armsRecord(result, { control: 'some' });
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    // Sizes 1 to 4 in both arms; shares 1.5, 2.5, 4.5, and 2 more each.
    expect(record).toMatchObject({ seeds: 4, control: 'some' });
    expect(record.arms.map(({ arm }) => arm)).toEqual(['none', 'some']);
    const [none, some] = record.arms.map(({ figures }) => figures);
    expect(none?.map(({ figure, count, mean }) => [figure, count, mean])).toEqual([
      ['size', 4, '2.5'],
      ['share', 3, '2.83333333333333333333'],
    ]);
    expect(none?.[1]?.difference).toEqual({
      count: 3,
      mean: '-2',
      lower: '-2',
      upper: '-2',
      up: 0,
      same: 0,
      down: 3,
    });
    expect(some?.map(({ difference }) => difference)).toEqual([null, null]);
    expect(armsRecord(result).control).toBe('none');
    expect(armsRecord(result).arms[1]?.figures[0]?.difference).toMatchObject({ mean: '0', up: 0, same: 4, down: 0 });
  });

  it('write down a figure that no seed has as one without a mean, and refuse a control that is no arm', () => {
    const result = pairedArms({ seeds: 2, arms, play: () => ({ x: null }) });
    expect(armsRecord(result).arms[1]?.figures).toEqual([
      {
        figure: 'x',
        count: 0,
        mean: null,
        lower: null,
        upper: null,
        difference: { count: 0, mean: null, lower: null, upper: null, up: 0, same: 0, down: 0 },
      },
    ]);
    expect(() => armsRecord(result, { control: 'other' as 'none' })).toThrow(/no figure x of an arm other/);
  });
});
